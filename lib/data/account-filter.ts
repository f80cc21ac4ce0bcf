import 'server-only';
import { z } from 'zod';
import { type Db, Prisma } from '@/lib/db';
import { findCell } from '@/lib/domain/cells';
import { flag, searchWord } from '@/lib/domain/text';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';
import {
  allOf,
  asked,
  type Condition,
  either,
  facet,
  inCountry,
  isActive,
  not,
  ofTemplate,
} from './account-condition';
import { type Limited, limitedAt } from './account-limited';
import { searchCondition } from './account-search';
import { controllerSql } from './changes/reassign-by-rules';
import { deviatesSql, expiringSql } from './override-sql';

const word = searchWord(200);

/** Filters of the account list, as query parameters of the API and of the page. */
export const accountFilter = z.strictObject({
  q: word.optional().describe('A name, an id, an email or a tag, or part of one.'),
  template: word.optional().describe('The key of the template that it has.'),
  country: word.optional().describe('Two capital letters.'),
  controller: z
    .enum(CONTROLLER_KINDS)
    .optional()
    .describe('The legacy account type that its controller amounts to.'),
  capability: word.optional().describe('A capability that must be active.'),
  tag: word.optional().describe('A tag that it has.'),
  limited: word
    .refine((name) => findCell(name), 'The catalog has no such cell.')
    .optional()
    .describe('A cell that Stripe’s limits change from what its layers want.'),
  deviating: flag.optional().describe('Whether it has overrides in force.'),
  expiring: flag.optional().describe('Whether an override in force has an expiry.'),
  disconnected: flag.optional().describe('Whether the platform has lost access to it.'),
  drifting: flag
    .optional()
    .describe('Whether Stripe answered its last session otherwise than predicted.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type AccountFilter = Partial<z.output<typeof accountFilter>>;

/** A condition that a filter wants met, wants not met, or says nothing of. */
function given(wanted: boolean | undefined, condition: Condition): Condition[] {
  if (wanted === undefined) return [];
  return [wanted ? condition : not(condition)];
}

/**
 * The one template or country that a filter asks for, and nothing else of what an account is. Each has
 * an index in the list's order, which answers without a look at the accounts; null where it is not so.
 */
function soleCondition(filter: AccountFilter): Condition | null {
  const { template, country, controller, capability, tag, disconnected, q, limited } = filter;
  if (controller || capability || tag || q || limited || disconnected !== undefined) return null;
  if (template && !country) return either(ofTemplate(template));
  if (country && !template) return either(inCountry(country));
  return null;
}

/** Conditions on what an account is: each has a word in the index. */
function traitConditions(filter: AccountFilter): Condition[] {
  const sole = soleCondition(filter);
  if (sole) return [sole];
  const { template, country, controller, capability, tag, q } = filter;
  const all: Condition[] = [];
  const facetOf = (kind: string, value: string, plain: Prisma.Sql) =>
    facet([`${kind}:${value}`], plain);
  if (template) all.push(facetOf('template', template, ofTemplate(template)));
  if (country) all.push(facetOf('country', country, inCountry(country)));
  if (controller) {
    const kind = facetOf('controller', controller, controllerSql(controller));
    // Each kind is a large part of all accounts: it is quicker asked of those that a search finds.
    all.push(q ? asked(kind) : kind);
  }
  if (capability) all.push(either(isActive(capability)));
  if (tag) all.push(either(Prisma.sql`a.tags @> ARRAY[${tag}]::text[]`));
  const disconnected = either(Prisma.sql`a.disconnected_at IS NOT NULL`);
  return [...all, ...given(filter.disconnected, disconnected)];
}

/** What a filter asks for. Whether the ceiling limits an account is a question of its own. */
export interface Asked {
  condition: Condition;
  limited: Limited | null;
}

/** What a filter asks for, read off it and what it rests on: the tags there are, the templates. */
export async function askedBy(db: Db, filter: AccountFilter, now: Date): Promise<Asked> {
  const { q, limited } = filter;
  return {
    condition: allOf([
      ...traitConditions(filter),
      ...given(filter.deviating, either(deviatesSql(now))),
      ...given(filter.expiring, either(expiringSql(now))),
      ...given(filter.drifting, either(Prisma.sql`a.drifting`)),
      ...(q ? [await searchCondition(db, q)] : []),
    ]),
    limited: limited ? await limitedAt(db, limited, now) : null,
  };
}

/** All that a filter asks for, as conditions of which an account meets one at most. */
export async function exactly({ condition, limited }: Asked): Promise<Condition[]> {
  if (!limited) return [condition];
  const parts = [limited.surely, await limited.byOverrides()];
  return parts.map((part) => allOf([condition, part]));
}

/** Whether a filter narrows the list at all. */
export function isNarrow({ limit: _limit, cursor: _cursor, ...filter }: AccountFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}
