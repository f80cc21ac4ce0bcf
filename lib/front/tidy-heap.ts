import type { Server } from 'node:http';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often it is looked whether the heap has grown, and how long idle is. */
const LOOK_MS = 1000;

/** How much larger than after the last time the heap has to be to be worth the work. */
const GROWN = 1.1;

const bytesOfHeap = () => getHeapStatistics().total_heap_size;

/** Collects all of the heap at once, and moves what lives together: that gives back what is free. */
export function compactHeap(): void {
  setFlagsFromString('--expose-gc');
  setFlagsFromString('--compact-on-every-full-gc');
  runInNewContext('gc')();
  setFlagsFromString('--no-compact-on-every-full-gc');
}

/**
 * Keeps a process's heap small without keeping anybody waiting. V8 leaves holes where things were, and
 * gives back only what is free as a whole: in some minutes of showing pages that comes to half as much
 * again as what lives. To close them takes some 100 ms, so it is done when a server has had nothing to
 * do for a second; where it always has, once in `latestMs` all the same. Returns what ends it.
 */
export function tidyHeap(
  server: Pick<Server, 'on'>,
  latestMs: number,
  heap: { bytes(): number; compact(): void } = { bytes: bytesOfHeap, compact: compactHeap },
): () => void {
  let begun = 0;
  let open = 0;
  server.on('request', (_request, response) => {
    begun += 1;
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
  });
  let seen = 0;
  let looks = 0;
  let least = heap.bytes();
  const look = () => {
    const idle = open === 0 && begun === seen;
    seen = begun;
    looks += 1;
    if (!idle && looks * LOOK_MS < latestMs) return;
    if (heap.bytes() < least * GROWN) return;
    heap.compact();
    least = heap.bytes();
    looks = 0;
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}
