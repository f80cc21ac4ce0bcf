import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import { can } from '@/lib/domain/permissions';
import { nameFit, type Question, readQuestion } from '@/lib/domain/question';
import type { AccountHit, ChangeHit, SearchResult } from '@/lib/domain/search';
import { line } from '@/lib/domain/text';
import type { TemplateRef } from '@/lib/domain/views';
import { verb } from './context';
import { escapeLike } from './like';
import { offeredPreview } from './preview';

/** What the search route takes: a name, an id, a word of a reason, or a question in plain words. */
export const searchQuery = z.strictObject({
  q: line(200).describe('A name, an id, a word of a reason, or a question: `why refund acme`.'),
});

const SHOWN = 6;
/** More words than this narrow nothing down any further. */
const WORDS = 8;
/** How far back changes are searched, newest first: their reasons have no index. */
const CHANGES = 10_000;

const small = (text: string) => Prisma.sql`lower(${text})`;
const all = (conditions: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(conditions, ' AND ')})`;
const any = (conditions: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(conditions, ' OR ')})`;

/**
 * SQL for "the account's name has this word". One or two plain letters must begin a word of it:
 * anywhere, they would be in nearly every name, and the index knows nothing shorter than three.
 */
function named(word: string): Prisma.Sql {
  const text = escapeLike(word);
  if (/^\w{1,2}$/.test(word)) {
    return any([
      Prisma.sql`lower(a.name) LIKE ${small(`${text}%`)}`,
      Prisma.sql`lower(a.name) LIKE ${small(`% ${text}%`)}`,
    ]);
  }
  return Prisma.sql`lower(a.name) LIKE ${small(`%${text}%`)}`;
}

/** SQL for "the account is called so": its name or its email has the word, or its id begins so. */
function called(word: string): Prisma.Sql {
  const text = escapeLike(word);
  if (word.startsWith('acct_')) return Prisma.sql`a.id LIKE ${`${text}%`}`;
  if (/^\w{1,2}$/.test(word)) return named(word);
  return any([named(word), Prisma.sql`lower(a.email) LIKE ${small(`%${text}%`)}`]);
}

/** A condition on an account; a narrow one, of several words, is met by few. */
interface Tier {
  condition: Prisma.Sql;
  narrow?: boolean;
}

/**
 * Conditions on an account, the best answers first, and one that forgives words that no account
 * has: it is for when nothing meets the others, not to pad a good answer.
 */
function accountTiers(question: Question): { strict: Tier[]; forgiving: Tier[] } {
  const names = question.names.slice(0, WORDS);
  const maybe = question.maybe.slice(0, WORDS).map(named);
  const [first] = names;
  if (first === undefined) {
    return maybe.length === 0
      ? { strict: [], forgiving: [] }
      : {
          strict: [{ condition: all(maybe), narrow: maybe.length > 1 }],
          forgiving: [{ condition: any(maybe) }],
        };
  }
  const whole = all(names.map(called));
  return {
    strict: [
      ...(maybe.length > 0 ? [{ condition: all([whole, any(maybe)]), narrow: true }] : []),
      {
        condition: all([whole, Prisma.sql`lower(a.name) LIKE ${small(`${escapeLike(first)}%`)}`]),
        narrow: names.length > 1,
      },
      { condition: whole, narrow: names.length > 1 },
    ],
    forgiving: names.length > 1 ? [{ condition: any(names.map(called)) }] : [],
  };
}

interface AccountRow {
  tier: number;
  id: string;
  name: string;
  country: string | null;
  templateKey: string;
  templateName: string;
  disconnectedAt: Date | null;
}

/** The first accounts that meet any of the conditions; those that meet an earlier one come first. */
async function accountsIn(tiers: Tier[]): Promise<AccountRow[]> {
  if (tiers.length === 0) return [];
  // Each tier by itself: in the order of names, the database stops as soon as it has enough. What few
  // meet, it would look for through all names, so OFFSET has it looked up first.
  const arms = tiers.map(
    ({ condition, narrow = false }, tier) => Prisma.sql`
      (SELECT ${tier}::int AS tier, a.id, a.name, a.country,
              a.template_key AS "templateKey", r.name AS "templateName",
              a.disconnected_at AS "disconnectedAt"
       FROM ${
         narrow
           ? Prisma.sql`(SELECT a.* FROM account a WHERE ${condition} OFFSET 0) a`
           : Prisma.sql`account a`
       }
       JOIN template t ON t.key = a.template_key
       JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
       WHERE ${narrow ? Prisma.sql`TRUE` : condition}
       ORDER BY a.name, a.id
       LIMIT ${SHOWN})`,
  );
  const rows = await db().$queryRaw<AccountRow[]>(
    Prisma.sql`SELECT * FROM (${Prisma.join(arms, ' UNION ALL ')}) found ORDER BY tier, name, id`,
  );
  const first = new Map<string, AccountRow>();
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
  return [...first.values()].slice(0, SHOWN);
}

async function accounts(question: Question): Promise<AccountHit[]> {
  const { strict, forgiving } = accountTiers(question);
  const good = await accountsIn(strict);
  const rows = good.length > 0 ? good : await accountsIn(forgiving);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    country: row.country,
    template: { key: row.templateKey, name: row.templateName },
    disconnectedAt: row.disconnectedAt?.toISOString() ?? null,
  }));
}

/** Templates that are in use, by how many of the words their name or key has. They are few. */
async function templates(question: Question): Promise<TemplateRef[]> {
  const rows = await db().template.findMany({
    where: { current: { archived: false } },
    select: { key: true, current: { select: { name: true } } },
  });
  return rows
    .map(({ key, current: { name } }) => ({ key, name, fit: nameFit(question, `${name} ${key}`) }))
    .filter(({ fit }) =>
      question.names.length > 0 ? fit.names === question.names.length : fit.maybe > 0,
    )
    .sort((a, b) => b.fit.maybe - a.fit.maybe || a.name.localeCompare(b.name, 'en'))
    .slice(0, SHOWN)
    .map(({ key, name }) => ({ key, name }));
}

/** The ids that begin like a text as a range; null where no id begins so. */
function idRange(text: string): [from: string, to: string] | null {
  const digits = text.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{4,32}$/.test(digits)) return null;
  const uuid = (filler: string) =>
    digits.padEnd(32, filler).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return [uuid('0'), uuid('f')];
}

async function changes(text: string, question: Question): Promise<ChangeHit[]> {
  const range = idRange(text.trim());
  const reason = question.words
    .slice(0, WORDS)
    .map(({ text }) => Prisma.sql`lower(c.reason) LIKE ${small(`%${escapeLike(text)}%`)}`);
  if (reason.length === 0) return [];
  const columns = Prisma.sql`id, reason, actor_name, created_at, applied_at, status`;
  const byId = range
    ? Prisma.sql`UNION SELECT ${columns} FROM change
        WHERE id BETWEEN ${range[0]}::uuid AND ${range[1]}::uuid`
    : Prisma.empty;
  const rows = await db().$queryRaw<(Omit<ChangeHit, 'at'> & { at: Date })[]>(Prisma.sql`
    SELECT id, reason, actor_name AS "by", coalesce(applied_at, created_at) AS at,
           status::text AS status
    FROM (
      SELECT * FROM (
        SELECT ${columns} FROM change ORDER BY applied_at DESC LIMIT ${CHANGES}
      ) c WHERE ${all(reason)}
      ${byId}
    ) found
    ORDER BY at DESC, id
    LIMIT ${SHOWN}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/**
 * Accounts, templates and changes that a text may mean, up to six of each. The text may be a
 * question: words that name cells need not be part of a name. Templates are for those who may see
 * policy, changes (by their reason, or by how their id begins) for those who may read the audit.
 */
export const search = verb(
  'accounts:read',
  async ({ actor }, { q }: z.output<typeof searchQuery>): Promise<SearchResult> => {
    const question = readQuestion(q, offeredPreview());
    const [foundAccounts, foundTemplates, foundChanges] = await Promise.all([
      accounts(question),
      can(actor, 'policy:read') ? templates(question) : [],
      can(actor, 'audit:read') ? changes(q, question) : [],
    ]);
    return { accounts: foundAccounts, templates: foundTemplates, changes: foundChanges };
  },
);
