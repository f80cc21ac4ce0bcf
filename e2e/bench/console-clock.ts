import type { Page } from '@playwright/test';

/** What one act took, as the page itself saw it. */
export interface Took {
  /** Which frame after the press was the first to show the outcome. */
  frames: number;
  /** From the press to the end of that frame's work. */
  ms: number;
  /** Of that, waiting for the server's answer; 0 where it was not asked. */
  server: number;
}

/** What a page shows once an act is done. */
export interface Outcome {
  /** A cell whose words are other ones than before the press. */
  cell?: string;
  /** What is not there any more. */
  gone?: string;
  /** A message that was not there before. */
  message?: boolean;
}

declare global {
  interface Window {
    took?: Promise<Took>;
  }
}

/** Runs in the page: waits for a press, and looks in each frame after it whether the outcome is there. */
function watch({ event, outcome }: { event: 'click' | 'keydown'; outcome: Outcome }): void {
  const messages = () => document.querySelectorAll('[data-sonner-toast]');
  const words = () =>
    document.querySelector(`[data-cell="${outcome.cell}"]`)?.getAttribute('aria-label');
  const stood = new Set(messages());
  const before = words();
  const isThere = () =>
    (!outcome.cell || words() !== before) &&
    (!outcome.gone || !document.querySelector(outcome.gone)) &&
    (!outcome.message || [...messages()].some((message) => !stood.has(message)));
  const asked = (since: number) =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry.name.endsWith('/api/changes'))
      .filter(({ startTime }) => startTime >= since)
      .reduce((all, { duration }) => all + duration, 0);
  window.took = new Promise((resolve) => {
    const pressed = ({ timeStamp }: Event) => {
      let frames = 0;
      const look = () => {
        frames += 1;
        if (!isThere()) {
          requestAnimationFrame(look);
          return;
        }
        // A task begun in a frame comes after its style, layout and paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () =>
          resolve({ frames, ms: performance.now() - timeStamp, server: asked(timeStamp) });
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    };
    window.addEventListener(event, pressed, { capture: true, once: true });
  });
}

/** Measures one press, by the page's own clock: what drives the browser is no part of it. */
export async function timed(
  page: Page,
  event: 'click' | 'keydown',
  outcome: Outcome,
  press: () => Promise<void>,
): Promise<Took> {
  await page.evaluate(watch, { event, outcome });
  await press();
  const took = await page.evaluate(() => window.took);
  if (!took) throw new Error('The page was left before it had answered.');
  return took;
}
