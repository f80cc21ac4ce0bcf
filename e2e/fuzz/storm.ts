import { Pool } from 'undici';
import type { Contract } from '../support/contract';
import { type Attack, type Attackers, attackOf } from './attack';

/** No answer may take longer. */
export const WITHIN_MS = 2_000;

/** Where in our code something went wrong is nobody's business. */
const TELLTALE = /\bat \S+ \(|node_modules|ECONNREFUSED|postgres:\/\/|PrismaClient|SyntaxError/;

const STREAMED = /ndjson|csv/;

/** Statuses by which a request is refused before it is read, as HTTP has them. */
const UNREAD = new Set([400, 408, 413, 414, 431]);

/** An attack that was not answered as it has to be, by the number that makes it again. */
export interface Finding {
  number: number;
  request: string;
  what: string;
}

/** How long an attack's answer took. */
interface Timed {
  number: number;
  ms: number;
}

export interface Outcome {
  requests: number;
  /** Answers by their status. */
  statuses: Record<string, number>;
  /** Those that took longest, the longest first. */
  slowest: Timed[];
  findings: Finding[];
}

interface Storm {
  /** The instances that are attacked in turn: one attack is of the same one each time. */
  urls: readonly string[];
  seed: number;
  /** The numbers of the attacks. */
  numbers: Iterable<number>;
  attackersOf: (url: string) => Attackers;
  contract: Contract;
  /** How many attacks each instance has at the same time. */
  atOnce: number;
  /** Told now and then, with how many were answered. */
  onProgress?: (answered: number) => Promise<void>;
}

const TOLD_EACH = 1_000;
const MOST_FINDINGS = 50;
const MOST_SLOWEST = 5;

function problemsOf(contract: Contract, attack: Attack, answer: Answered): string[] {
  const { status, type, text, ms } = answer;
  const problems = ms > WITHIN_MS ? [`It took ${ms} ms.`] : [];
  if (TELLTALE.test(text)) problems.push(`It tells too much: ${TELLTALE.exec(text)?.[0]}`);
  if (status >= 500 && status !== 502) problems.push(`${status}: ${text.slice(0, 200)}`);
  // Node's own refusals have no body; those that have one are held to the document as all others.
  if (UNREAD.has(status) && text === '') return problems;
  return [...problems, ...contract.problems(attack, status, type, text)];
}

interface Answered {
  status: number;
  type: string | undefined;
  text: string;
  ms: number;
}

async function send(pool: Pool, { method, path, headers, body }: Attack): Promise<Answered> {
  const from = performance.now();
  const answer = await pool.request({ method: method as 'GET', path, headers, body });
  const begun = performance.now();
  const text = await answer.body.text();
  const type = [answer.headers['content-type']].flat()[0];
  // What is sent as it is read goes on for as long as there is something to read.
  const ended = STREAMED.test(type ?? '') ? begun : performance.now();
  return { status: answer.statusCode, type, text, ms: Math.round(ended - from) };
}

/** Keeps an attack among the slowest, if it is one of them. */
function time(slowest: Timed[], timed: Timed): void {
  if (timed.ms <= (slowest[MOST_SLOWEST - 1]?.ms ?? -1)) return;
  slowest.push(timed);
  slowest.sort((a, b) => b.ms - a.ms);
  slowest.splice(MOST_SLOWEST);
}

const asText = ({ method, path, headers, body }: Attack) =>
  `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${String(body ?? '').slice(0, 300)}`;

/** Sends attacks, so many at a time, and holds each answer against what is declared. */
export async function storm(of: Storm): Promise<Outcome> {
  const targets = of.urls.map((url) => ({
    pool: new Pool(url, { connections: of.atOnce, headersTimeout: 30_000 }),
    attackers: of.attackersOf(url),
  }));
  const outcome: Outcome = { requests: 0, statuses: {}, slowest: [], findings: [] };
  const find = (number: number, attack: Attack, what: string) => {
    if (outcome.findings.length < MOST_FINDINGS)
      outcome.findings.push({ number, request: asText(attack), what });
  };
  const numbers = of.numbers[Symbol.iterator]();
  const attacker = async () => {
    for (let next = numbers.next(); !next.done; next = numbers.next()) {
      const { pool, attackers } = targets[next.value % targets.length] as (typeof targets)[number];
      const attack = attackOf(of.seed, next.value, attackers);
      try {
        const answer = await send(pool, attack);
        const { status, ms } = answer;
        outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
        time(outcome.slowest, { number: next.value, ms });
        const problems = problemsOf(of.contract, attack, answer);
        if (problems.length > 0) find(next.value, attack, problems.join('; '));
      } catch (error) {
        find(next.value, attack, `No answer: ${(error as Error).message}`);
      }
      outcome.requests += 1;
      if (outcome.requests % TOLD_EACH === 0) await of.onProgress?.(outcome.requests);
    }
  };
  await Promise.all(Array.from({ length: of.atOnce * targets.length }, attacker));
  await Promise.all(targets.map(({ pool }) => pool.destroy()));
  return outcome;
}
