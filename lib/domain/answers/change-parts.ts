import { z } from 'zod';
import type { DiffLine } from '../diff';
import type { CellImpact, Impact } from '../impact';
import type { TouchedAccount } from '../touched';
import { CHANGE_STATUSES } from '../views';
import { cell, count, setting, subject } from './common';
import { named } from './named';

export const changeStatus = z.enum(CHANGE_STATUSES);

const between = z.object({ before: z.string().nullable(), after: z.string().nullable() });

const cellLine = z.object({
  subject,
  cell,
  before: setting,
  after: setting,
  note: between.optional(),
  expiresAt: between.optional(),
});
const fieldLine = z.object({ subject, field: z.string(), before: z.unknown(), after: z.unknown() });

export const diffLine = named(
  'DiffLine',
  'One line of what a change does: a cell’s setting or a field, before and after.',
  z.union([cellLine, fieldLine]),
) satisfies z.ZodType<DiffLine>;

const cellImpact = z.object({
  cell,
  on: count.meta({ description: 'Accounts for which it comes to be on.' }),
  off: count.meta({ description: 'Accounts for which it comes to be off.' }),
  shieldedByOverride: count.meta({ description: 'They stay as they are, by their own override.' }),
  shieldedByCeiling: count.meta({ description: 'They stay as they are, by Stripe’s limits.' }),
}) satisfies z.ZodType<CellImpact>;

/** How far a change reaches, as an object's properties. */
export const impact = {
  accounts: count.meta({ description: 'Accounts whose layers the change touches.' }),
  flipping: count.meta({ description: 'Of these, those for which a cell gets another value.' }),
  cells: z.array(cellImpact),
};

z.object(impact) satisfies z.ZodType<Impact>;

const flips = z.array(z.object({ cell, value: z.boolean() }));

/** An account that a change touches, as an object's properties. */
export const touched = { id: z.string(), name: z.string(), flips };

export const touchedAccount = named(
  'TouchedAccount',
  'An account that a change touches, with the cells that get another value for it.',
  z.object(touched),
) satisfies z.ZodType<TouchedAccount>;

/** How many approvals something needs, as an object's properties. */
export const requirement = {
  approvers: count,
  admins: count.meta({ description: 'How many of them must be admins.' }),
  rules: z.array(z.string()).meta({ description: 'The approval rules that ask for them.' }),
};
