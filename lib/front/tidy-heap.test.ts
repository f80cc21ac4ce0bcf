import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compactHeap, tidyHeap } from './tidy-heap';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server, and a heap that is as large as is said; compacted, it has 100 bytes. */
function watched(latestMs = 60_000) {
  const server = new EventEmitter();
  const heap = {
    size: 100,
    bytes: () => heap.size,
    compact: vi.fn(() => {
      heap.size = 100;
    }),
  };
  const end = tidyHeap(server as unknown as Server, latestMs, heap);
  const ask = () => {
    const response = new EventEmitter();
    server.emit('request', {}, response);
    return () => response.emit('close');
  };
  return { heap, ask, end };
}

test('a heap that has grown is made small once nothing was asked for a second', () => {
  const { heap, ask } = watched();
  const answer = ask();
  heap.size = 150;
  vi.advanceTimersByTime(5000);
  answer();
  expect(heap.compact).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(heap.compact).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(heap.compact).toHaveBeenCalledTimes(1);
});

test('what was asked and answered between two looks was not idle', () => {
  const { heap, ask } = watched();
  heap.size = 150;
  for (let second = 0; second < 5; second += 1) {
    ask()();
    vi.advanceTimersByTime(1000);
  }
  expect(heap.compact).not.toHaveBeenCalled();
});

test('a heap that has hardly grown is left as it is', () => {
  const { heap } = watched();
  heap.size = 109;
  vi.advanceTimersByTime(600_000);
  expect(heap.compact).not.toHaveBeenCalled();
});

test('one that is never idle has to wait at last, and then no earlier than that again', () => {
  const { heap, ask } = watched(10_000);
  ask();
  heap.size = 150;
  vi.advanceTimersByTime(9000);
  expect(heap.compact).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(heap.compact).toHaveBeenCalledTimes(1);
  heap.size = 150;
  vi.advanceTimersByTime(9000);
  expect(heap.compact).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(heap.compact).toHaveBeenCalledTimes(2);
});

test('it ends', () => {
  const { heap, end } = watched();
  end();
  heap.size = 150;
  vi.advanceTimersByTime(60_000);
  expect(heap.compact).not.toHaveBeenCalled();
});

test('what is free is given back', () => {
  let kept: object[] = Array.from({ length: 2_000_000 }, (_, n) => ({ n }));
  expect(kept).toHaveLength(2_000_000);
  const before = process.memoryUsage().heapTotal;
  kept = [];
  compactHeap();
  // Each of them took 32 bytes; what else lies in this heap is other tests'.
  expect(process.memoryUsage().heapTotal).toBeLessThan(before - 32 * 2_000_000);
});
