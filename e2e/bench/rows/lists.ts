import { apart, serverEnv } from '../apart';
import { askFor, bearer, signIn } from '../http';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { askAll, type Question } from './requests';

const line = (name: string, targetMs: number): Line => ({
  row: 'lists',
  name: `account search and filtered lists at {accounts} accounts, ${name}, p95`,
  unit: 'ms',
  target: { of: 'figure', is: 'at most', value: targetMs },
});

const API = line('at the API', 50);
const PAGE = line('as a page', 200);
const VERBS: Line = { ...line('called in process, the slowest question', 0), target: null };

/** Of what `measureLists` gives: how long each question took, in milliseconds. */
interface Verb {
  name: string;
  p95: number;
  error?: string;
}

/** What people look for: words that are frequent, rare or nowhere, and filters alone and together. */
const QUERIES = [
  ...['', 'q=harbour', 'q=harbour+books', 'q=Zephyrine', 'q=nobody+at+all', 'q=shop123', 'q=ka'],
  ...['q=owner42', 'q=vip', 'country=DE', 'country=NO', 'template=t1', 'template=t400', 'tag=vip'],
  ...['controller=express', 'controller=custom', 'capability=card_issuing', 'deviating=true'],
  ...['drifting=true', 'disconnected=true', 'expiring=true', 'limited=payouts.instant_payouts'],
  ...['country=DE&controller=express', 'country=FR&deviating=true', 'q=bakery&country=US'],
  ...['template=t3&country=GB&tag=vip', 'q=berlin&controller=standard', 'country=JP&drifting=true'],
];

/** Every list, and the page behind the first. */
async function deeper(questions: readonly Question[], url: string): Promise<Question[]> {
  const further: Question[] = [];
  for (const { name, url: first, asking } of questions.slice(0, 12)) {
    const { nextCursor } = JSON.parse((await askFor(first, asking)).text) as {
      nextCursor: string | null;
    };
    if (nextCursor === null) continue;
    const query = new URLSearchParams(
      `${name === 'all' ? '' : name}&cursor=${encodeURIComponent(nextCursor)}`,
    );
    further.push({ name: `${name}, page 2`, url: `${url}/api/accounts?${query}`, asking });
  }
  return [...questions, ...further];
}

/** Whether people find an account among a million as they type. */
export const lists: Row = {
  name: 'lists',
  large: true,
  lines: [API, PAGE],
  async run(bench) {
    const { url, token, user, databaseUrl } = await bench.installation('large');
    const asking = { headers: bearer(token) };
    const page = { headers: await signIn(url, user) };
    const at = (path: string, how: Question['asking']): Question[] =>
      QUERIES.map((query) => ({
        name: query || 'all',
        url: `${url}${path}?${query}`,
        asking: how,
      }));
    bench.note('lists of accounts');
    const api = await askAll(bench, await deeper(at('/api/accounts', asking), url));
    const pages = await askAll(bench, at('/accounts', page));
    const verbs = await apart<Verb[]>(
      'lists.ts',
      'measureLists',
      [databaseUrl, { rounds: bench.options.rounds, only: 'list ' }],
      serverEnv(databaseUrl, (await bench.stub()).url),
    );
    const wrong = verbs.find(({ error }) => error !== undefined);
    if (wrong) throw new Error(`${wrong.name}: ${wrong.error}`);
    const [slowest] = [...verbs].sort((a, b) => b.p95 - a.p95);
    return [
      measured({ ...API, note: api.slowest }, api.p95),
      measured({ ...PAGE, note: pages.slowest }, pages.p95),
      measured(
        { ...VERBS, note: `of ${verbs.length} questions the slowest: ${slowest?.name}` },
        slowest ? [slowest.p95] : [],
      ),
    ];
  },
};
