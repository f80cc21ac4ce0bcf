import { toast } from 'sonner';
import type { NoticeAction } from './notify';

type Tone = 'success' | 'error';

/** How long a message stays: what one can act on, or what went wrong, longer than the rest. */
const SECONDS = { brief: 5, long: 20 };

const IN_USE = '[data-sonner-toaster]:is(:hover, :focus-within)';

/** Ends a message after so many seconds in which nobody pointed at messages or had the focus there. */
function endAfter(seconds: number, end: () => void): () => void {
  let left = seconds;
  const timer = setInterval(() => {
    if (document.hidden || document.querySelector(IN_USE)) return;
    left -= 1;
    if (left <= 0) end();
  }, 1000);
  return () => clearInterval(timer);
}

const inText = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable]') !== null;

const isUndo = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'z' &&
  (event.ctrlKey || event.metaKey) &&
  !event.shiftKey &&
  !event.altKey &&
  !inText(event.target);

/** The keys as a label names them; nothing where there is hardly a keyboard. */
function keysHint(): string {
  if (window.matchMedia('(pointer: coarse)').matches) return '';
  return /Mac/.test(navigator.platform) ? ' (⌘Z)' : ' (Ctrl+Z)';
}

/** Ends the message before, if it had an action: the keys belong to the newest one. */
let endLast: () => void = () => undefined;

function showWithAction(
  tone: Tone,
  text: string,
  { label, run, undoes = false }: NoticeAction,
): void {
  endLast();
  const act = () => {
    end();
    run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!undoes || !isUndo(event)) return;
    event.preventDefault();
    act();
  };
  const forget = () => {
    stop();
    document.removeEventListener('keydown', onKey);
  };
  const end = () => {
    forget();
    toast.dismiss(id);
  };
  document.addEventListener('keydown', onKey);
  const stop = endAfter(SECONDS.long, end);
  const id = toast[tone](text, {
    duration: Number.POSITIVE_INFINITY,
    action: { label: undoes ? label + keysHint() : label, onClick: act },
    onDismiss: forget,
  });
  endLast = end;
}

/** Shows a message; with an action, for as long as one may need to find and use it. */
export function showMessage(tone: Tone, text: string, action: NoticeAction | undefined): void {
  if (action) showWithAction(tone, text, action);
  else toast[tone](text, { duration: 1000 * (tone === 'error' ? SECONDS.long : SECONDS.brief) });
}
