import 'server-only';
import type { Measured } from './metrics/expose';

// A part of the console: how it hears of the front, the process that owns the port and started it.

/** What the front tells the console. */
export type FromFront =
  | { is: 'end' }
  | { is: 'answered' }
  | { is: 'figures'; ask: number; others: Measured[] };

/** What the console tells the front. */
export type FromConsole = { is: 'listening' } | { is: 'figures'; ask: number; own: Measured };

/** The console's end of the line between both. */
export interface FrontLink {
  /** Resolves when the console is to end, or when the front is gone. */
  over: Promise<'end' | 'gone'>;
  /** Resolves when the front sends no more requests. */
  answered: Promise<void>;
  /** Whether somebody sees to it that this process ends in order. */
  adopted: boolean;
  listening(): void;
  /** What the front counted, and what consoles before this one did. */
  figures(own: Measured): Promise<Measured[]>;
}

/** How long the front may take to say what it counted; half of it would be a counter gone back. */
const FIGURES_MS = 2_000;

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardFront?: FrontLink };

/** The line to the front; undefined where there is none, as in development. */
export function frontLink(): FrontLink | undefined {
  return holder.switchyardFront;
}

/** Opens the line in a process that the front has started. */
export function openFrontLink(): FrontLink {
  const tell = (message: FromConsole) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const asked = new Map<number, (others: Measured[]) => void>();
  let asks = 0;
  let isOver: (how: 'end' | 'gone') => void = () => undefined;
  let isAnswered: () => void = () => undefined;
  const link: FrontLink = {
    over: new Promise((resolve) => {
      isOver = resolve;
    }),
    answered: new Promise((resolve) => {
      isAnswered = resolve;
    }),
    adopted: false,
    listening: () => tell({ is: 'listening' }),
    figures(own) {
      asks += 1;
      const ask = asks;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          asked.delete(ask);
          reject(new Error('The front did not say in time what it counted.'));
        }, FIGURES_MS);
        asked.set(ask, (others) => {
          clearTimeout(late);
          asked.delete(ask);
          resolve(others);
        });
        tell({ is: 'figures', ask, own });
      });
    },
  };
  process.on('message', (message: FromFront) => {
    if (message.is === 'end') isOver('end');
    else if (message.is === 'answered') isAnswered();
    else if (message.is === 'figures') asked.get(message.ask)?.(message.others);
  });
  const gone = () => {
    isAnswered();
    isOver('gone');
  };
  process.once('disconnect', gone);
  if (!process.connected) gone();
  holder.switchyardFront = link;
  return link;
}
