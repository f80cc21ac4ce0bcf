import { z } from 'zod';
import { type Cell, findCell } from '../cells';
import { invalid } from '../errors';
import { MAX_TAGS, type World } from '../state';
import { requireUsable } from '../template-use';
import { moment, prose, tag, templateKey } from '../text';
import type { Wish } from './wishes';

const cell = z
  .string()
  .refine((name) => findCell(name), 'The catalog has no such cell. GET /api/catalog lists them.')
  .transform((name) => name as Cell);

const tags = z.array(tag).max(MAX_TAGS).default([]);

/** What is done to every account of a job: an edit of an account that names none. */
export const bulkAct = z.discriminatedUnion('op', [
  z
    .strictObject({
      op: z.literal('account.assign'),
      template: templateKey.nullable().describe('Null: back to rules and default.'),
    })
    .describe('Assign a template explicitly.'),
  z
    .strictObject({ op: z.literal('account.tag'), add: tags, remove: tags })
    .refine(({ add, remove }) => add.length + remove.length > 0, {
      path: ['add'],
      message: 'At least one tag must be added or removed.',
    })
    .refine(({ add, remove }) => !add.some((one) => remove.includes(one)), {
      path: ['remove'],
      message: 'A tag cannot be both added and removed.',
    })
    .describe('Add tags, or remove them: at least one.'),
  z
    .strictObject({
      op: z.literal('account.override'),
      set: z
        .record(cell, z.enum(['on', 'off']))
        .refine((set) => Object.keys(set).length > 0, 'At least one cell must be set.'),
      expiresAt: moment.nullish().transform((at) => at ?? null),
      note: prose(500)
        .nullish()
        .transform((note) => note ?? null),
    })
    .describe('Set cells for each account alone: at least one.'),
  z
    .strictObject({
      op: z.literal('account.clear'),
      cells: z
        .array(cell)
        .min(1)
        .max(200)
        .optional()
        .describe('Left out: all overrides of each account.'),
    })
    .describe('Clear overrides.'),
]);
export type BulkAct = z.output<typeof bulkAct>;

/** What an act wants of every account. */
export function wishOf(act: BulkAct): Wish {
  switch (act.op) {
    case 'account.assign':
      return { template: act.template, terms: null };
    case 'account.tag':
      return { add: act.add, remove: act.remove, terms: null };
    case 'account.override':
      return { set: act.set, terms: { note: act.note, expiresAt: act.expiresAt } };
    case 'account.clear':
      return { clear: act.cells ?? 'all', terms: null };
  }
}

/**
 * Refuses an act that can be done to no account: its template is not there or archived, or its
 * expiry has passed. Throws `invalid_request`.
 */
export function requirePossible(act: BulkAct, world: World, at: Date): void {
  if (act.op === 'account.assign' && act.template !== null) {
    requireUsable(world, act.template, 'assigned', '/act/template');
  }
  if (act.op !== 'account.override' || !act.expiresAt || act.expiresAt > at) return;
  const message = 'The expiry lies in the past. Give a time to come, or none.';
  throw invalid({ pointer: '/act/expiresAt', message });
}
