import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';
import { type CompiledTemplate, compile } from '../../lib/domain/compiled';
import type { Send } from '../../lib/domain/policy';
import { policyJson } from '../../lib/domain/policy-json';
import { driftOf, predict } from '../../lib/domain/predict';
import { decideSend, resolve, resolveWith } from '../../lib/domain/resolve';
import { plainDrift, plainPredict } from '../../lib/domain/testing/plain-predict';
import { plainResolve } from '../../lib/domain/testing/plain-resolve';
import { type BenchAccount, benchAccounts, benchChains, OVERRIDDEN } from './resolution-world';

const CHAINS = 24;
const ACCOUNTS = 4_000;
const ROUNDS = 9;
/** Rounds that only warm up. */
const WARM = 3;
/** Of the accounts, one in so many is worked out in the slow ways, which would take the longest. */
const FEW = 10;

const chains = benchChains(CHAINS);
const chainOf = ({ chain }: BenchAccount) => chains[chain] as (typeof chains)[number];

/** One way of working, done for each of some things in turn. */
interface Way<Item> {
  items: readonly Item[];
  work: (item: Item) => unknown;
}

const way = <Item>(items: readonly Item[], work: (item: Item) => unknown) =>
  ({ items, work }) as Way<unknown>;

/** What was asked for and what Stripe answered: half of the requests ask for one or two components. */
function sessionsOf(accounts: readonly BenchAccount[], compiledOf: CompiledOf) {
  return accounts.flatMap((account, number) => {
    const { send } = decideSend(compiledOf(account), account);
    const names = Object.keys(send) as (keyof Send)[];
    if (names.length === 0) return [];
    const narrowed = Object.fromEntries(names.slice(0, 1 + (number % 2)).map((n) => [n, send[n]]));
    const asked: Send = number % 2 ? send : narrowed;
    const answered: unknown = JSON.parse(JSON.stringify(plainPredict(asked, account.traits)));
    return [{ send: asked, traits: account.traits, answered }];
  });
}

type CompiledOf = (account: BenchAccount) => CompiledTemplate;

function waysOf() {
  const compiled = chains.map((chain) => compile(chain));
  const of: CompiledOf = ({ chain }) => compiled[chain] as CompiledTemplate;
  const [some, none, three] = (['some', 'none', 'three'] as const).map((overrides) =>
    benchAccounts(ACCOUNTS, CHAINS, overrides),
  ) as [BenchAccount[], BenchAccount[], BenchAccount[]];
  const few = some.filter((_, number) => number % FEW === 0);
  const sessions = sessionsOf(some, of);
  return {
    ways: {
      all: way(some, (one) => resolveWith(of(one), one)),
      allWithoutOverrides: way(none, (one) => resolveWith(of(one), one)),
      allWithThree: way(three, (one) => resolveWith(of(one), one)),
      sendOnly: way(none, (one) => decideSend(of(one), one)),
      sendOfSome: way(some, (one) => decideSend(of(one), one)),
      sendWithThree: way(three, (one) => decideSend(of(one), one)),
      json: way(some, (one) => policyJson(of(one), one)),
      jsonWithoutOverrides: way(none, (one) => policyJson(of(one), one)),
      jsonWithThree: way(three, (one) => policyJson(of(one), one)),
      drift: way(sessions, ({ send, traits, answered }) =>
        driftOf(predict(send, traits), answered),
      ),
      resolve: way(few, (one) => resolve({ ...one, templates: chainOf(one) })),
      plainResolve: way(few, (one) => plainResolve({ ...one, templates: chainOf(one) })),
      plainJson: way(few, (one) =>
        JSON.stringify(plainResolve({ ...one, templates: chainOf(one) })),
      ),
      plainDrift: way(
        sessions.filter((_, number) => number % FEW === 0),
        ({ send, traits, answered }) => plainDrift(plainPredict(send, traits), answered),
      ),
    },
  };
}

type Ways = ReturnType<typeof waysOf>['ways'];
type Name = keyof Ways;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

let seen = 0;

/** µs for each item. What comes out is looked at, so that no work can be left out. */
function timed({ items, work }: Way<unknown>): number {
  const began = performance.now();
  for (const item of items) if (work(item)) seen += 1;
  return ((performance.now() - began) * 1000) / items.length;
}

/**
 * Measures ways of resolving in this process, warm: the median of interleaved rounds, in µs for one
 * account. Accounts differ in template, traits and overrides, so that none is asked for twice in a row.
 */
export async function measureResolution<Asked extends Name>(
  asked: readonly Asked[],
  rounds = ROUNDS,
): Promise<Record<Asked, number>> {
  const { ways } = waysOf();
  const took = new Map(asked.map((name) => [name, [] as number[]]));
  for (let round = -WARM; round < rounds; round += 1) {
    for (const name of asked) {
      const µs = timed(ways[name]);
      if (round >= 0) took.get(name)?.push(µs);
      await new Promise(setImmediate);
    }
  }
  const medians = asked.map((name) => [name, median(took.get(name) ?? [])]);
  return Object.fromEntries(medians);
}

const WORDS: Record<Name, string> = {
  all: 'whole policy, compiled',
  allWithoutOverrides: 'whole policy, no overrides',
  allWithThree: 'whole policy, three overrides each',
  sendOnly: 'what a mint sends, no overrides',
  sendOfSome: 'what a mint sends',
  sendWithThree: 'what a mint sends, three overrides each',
  json: 'policy as JSON',
  jsonWithoutOverrides: 'policy as JSON, no overrides',
  jsonWithThree: 'policy as JSON, three overrides each',
  drift: 'prediction and comparison, none drifts',
  resolve: 'resolve(), chain compiled each time',
  plainResolve: 'the plain reference of the tests',
  plainJson: 'the plain reference as JSON',
  plainDrift: 'the plain prediction and comparison',
};

async function main(): Promise<void> {
  const names = Object.keys(WORDS) as Name[];
  const took = await measureResolution(names);
  console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(
    `${ACCOUNTS} accounts, ${CHAINS} templates; unless said, ${OVERRIDDEN} % of the accounts have one to three overrides\n`,
  );
  for (const name of names) {
    console.log(`${WORDS[name].padEnd(42)} ${took[name].toFixed(2).padStart(8)} µs`);
  }
  if (seen === 0) throw new Error('Nothing came out.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
