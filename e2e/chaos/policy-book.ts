import type { Asked } from '../../lib/domain/asked';
import { cutToPolicy } from '../../lib/domain/cut-to-policy';
import { AppError } from '../../lib/domain/errors';
import type { Send } from '../../lib/domain/policy';
import { narrow } from '../../lib/domain/send';
import type { AskedMint } from '../traffic/ledger';
import { type Book, canonical, openBook } from './book';
import type { MintEntry } from './mints-book';
import type { Policies, Valid } from './policies';

/**
 * A change has its time just before it can be seen, and a clock reads in whole milliseconds: so long
 * before a mint was asked for, a policy may end and still be what it lawfully sees.
 */
const SLACK_MS = 1_000;

/** How long a mint may have been under way whose beginning nobody here knows. */
const LONGEST_MS = 20_000;

type Narrowing = Pick<MintEntry, 'components' | 'asked'>;

const texts = new WeakMap<object, string>();

function textOf(send: Send): string {
  const known = texts.get(send) ?? canonical(send);
  texts.set(send, known);
  return known;
}

/** What a mint lawfully sends by a policy; null where it sends nothing. */
function lawful({ decided, traits }: Valid, { components, asked }: Narrowing): Send | null {
  try {
    if (!asked) return narrow(decided.send, components ?? undefined);
    return cutToPolicy({ policy: decided, asked: asked as Asked, traits }).send;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

type Sent = Record<string, { features?: Record<string, boolean | string[]> }>;

/** The cells that are on in what was sent. */
const onIn = (sent: Sent): string[] =>
  Object.entries(sent).flatMap(([component, { features = {} }]) => [
    component,
    ...Object.entries(features).flatMap(([name, on]) => (on ? [`${component}.${name}`] : [])),
  ]);

/**
 * No mint is wider than the policy: each sent just what the policy makes of its request that was valid
 * at some moment between its beginning and the commit of its entry.
 */
export function policyBook(
  entries: readonly MintEntry[],
  asked: readonly AskedMint[],
  policies: Policies,
): Book {
  const book = openBook('none wider than the policy valid at that moment');
  const begun = new Map(asked.map(({ requestId, from }) => [requestId, from]));
  for (const entry of entries) {
    if (entry.sent === null) continue;
    book.check();
    const from = (begun.get(entry.requestId) ?? entry.committed - LONGEST_MS) - SLACK_MS;
    const moments = policies.momentsOf(entry.account, from, entry.committed);
    const sends = moments.flatMap((at) => {
      const valid = policies.at(entry.account, at);
      return (valid && lawful(valid, entry)) ?? [];
    });
    if (sends.some((send) => textOf(send) === entry.sent)) continue;
    const allowed = new Set(sends.flatMap((send) => onIn(send as Sent)));
    const wider = onIn(JSON.parse(entry.sent)).filter((cell) => !allowed.has(cell));
    const how = wider.length > 0 ? `wider: ${wider.join(', ')}` : 'not what the policy sends';
    book.find(
      `Row ${entry.id} of ${entry.account}, committed ${new Date(entry.committed).toISOString()}, is ${how}`,
    );
  }
  return book;
}
