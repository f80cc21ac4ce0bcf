/** Puts a value into a map that keeps at most so many: those that were put in last. */
export function keepLatest<Key, Value>(
  kept: Map<Key, Value>,
  most: number,
  key: Key,
  value: Value,
): void {
  kept.delete(key);
  const [oldest] = kept.keys();
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}
