import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Installation } from '../bench';
import { median, percentile } from '../figures';
import { askFor, sendingJson } from '../http';
import type { Product } from '../product';
import { type Line, measured, type Result } from '../result';
import type { Row } from '../row';

const INSTANCES = 3;
const CELL = 'documents';

/** Edits that are not counted, one at each instance and one more: the first takes longer everywhere. */
const WARM = 4;

/** What keeps instances from hearing of each other's edits, as where notifications are lost. */
const DEAF = { CACHE_NOTIFICATIONS: 'false' };

const line = (when: string, targetMs: number): Line => ({
  row: 'instances',
  name: `an edit until all of ${INSTANCES} instances mint by it${when}, p99`,
  unit: 'ms',
  target: { of: 'figure', is: 'at most', value: targetMs },
});

const HEARD = line('', 50);
const LOST = line(', notifications lost', 1_500);

async function isOn(url: string, token: string, account: string): Promise<boolean> {
  const { text } = await askFor(`${url}/api/account-sessions`, {
    method: 'POST',
    headers: sendingJson(token),
    body: JSON.stringify({ account }),
  });
  return (JSON.parse(text) as { components: Record<string, { enabled: boolean }> }).components[CELL]
    ?.enabled as boolean;
}

/** Between two mints: three instances asked without a pause would measure how busy two cores are. */
const PAUSE_MS = 2;

/** Mints again and again until an instance does so by the edit; gives the moment when it was answered. */
async function untilShown(
  url: string,
  token: string,
  account: string,
  wanted: boolean,
): Promise<number> {
  for (const end = performance.now() + 15_000; performance.now() < end; ) {
    if ((await isOn(url, token, account)) === wanted) return performance.now();
    await pause(PAUSE_MS);
  }
  throw new Error(`${url} still minted by the old policy 15 s after an edit.`);
}

/** One edit at one instance, and all of them watched: milliseconds from its answer to the last of them. */
async function oneEdit(
  instances: readonly Product[],
  { token, account, n }: { token: string; account: string; n: number },
): Promise<number> {
  const wanted = n % 2 === 1;
  const url = instances[n % instances.length]?.url;
  const shown = Promise.all(instances.map((one) => untilShown(one.url, token, account, wanted)));
  // Not unhandled where the edit itself fails first.
  shown.catch(() => undefined);
  const edit = { op: 'account.override', account, set: { [CELL]: wanted ? 'on' : 'off' } };
  await askFor(
    `${url}/api/changes`,
    {
      method: 'POST',
      headers: sendingJson(token),
      body: JSON.stringify({ reason: 'A benchmark', edits: [edit] }),
    },
    [201],
  );
  const answered = performance.now();
  return Math.max(0, Math.max(...(await shown)) - answered);
}

async function measure(
  bench: Bench,
  { token, accounts }: Installation,
  { of, env, edits }: { of: Line; env: Readonly<Record<string, string>>; edits: number },
): Promise<Result> {
  bench.note(`${INSTANCES} instances, ${edits} edits${env === DEAF ? ', none of them told' : ''}`);
  const names = Array.from({ length: INSTANCES }, (_, n) => `instance-${n + 1}`);
  const starting = names.map((name) => bench.another('small', name, { env, command: 'start' }));
  try {
    const instances = await Promise.all(starting);
    const took: number[] = [];
    for (let n = 0; n < WARM + edits; n += 1) {
      // Two edits of each account, off and then on again.
      const account = accounts[(n >> 1) % accounts.length]?.id ?? '';
      const ms = await oneEdit(instances, { token, account, n });
      if (n >= WARM) took.push(ms);
    }
    const note = `${edits} edits; median ${median(took).toFixed(1)} ms, from the edit’s answer on`;
    return measured({ ...of, note }, [percentile(took, 0.99)]);
  } finally {
    const started = await Promise.allSettled(starting);
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop();
  }
}

/** How soon instances that share a database mint by what one of them was told. */
export const instances: Row = {
  name: 'instances',
  lines: [HEARD, LOST],
  async run(bench) {
    const installation = await bench.installation('small');
    const edits = bench.options.quick ? 12 : 300;
    const heard = await measure(bench, installation, { of: HEARD, env: {}, edits });
    const few = bench.options.quick ? 3 : 100;
    return [heard, await measure(bench, installation, { of: LOST, env: DEAF, edits: few })];
  },
};
