import 'server-only';

interface Wanted<Row> {
  key: string;
  resolve: (row: Row | undefined) => void;
  reject: (error: unknown) => void;
}

/** Most keys of one statement. */
const MOST = 500;

/**
 * Loads rows by key in groups: what is wanted while earlier groups are under way goes into the next
 * one. So the more is wanted at once, the fewer statements there are for each.
 */
export function inBatches<Row>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
  atOnce = 2,
): (key: string) => Promise<Row | undefined> {
  const waiting: Wanted<Row>[] = [];
  let running = 0;

  async function run(): Promise<void> {
    running += 1;
    // What is wanted in this very moment comes along.
    await Promise.resolve();
    const group = waiting.splice(0, MOST);
    try {
      const rows = await load([...new Set(group.map(({ key }) => key))]);
      for (const { key, resolve } of group) resolve(rows.get(key));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    running -= 1;
    if (waiting.length > 0) void run();
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (running < atOnce && waiting.length === 1) void run();
    });
}
