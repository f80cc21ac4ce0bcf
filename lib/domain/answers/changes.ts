import { z } from 'zod';
import { ACTS } from '../change-acts';
import type { CellSide, Drift, Part } from '../conflicts';
import { edit } from '../edits';
import type { Revert } from '../revert';
import type { Clash, ClashReason, Expired } from '../revert-parts';
import {
  CHANGE_STATUSES,
  type ChangeConflicts,
  type ChangeDetail,
  type ChangeEvent,
  type ChangeSummary,
  type ChangeView,
} from '../views';
import { changeStatus, diffLine, impact, requirement, touchedAccount } from './change-parts';
import { actor, at, cell, count, pageOf, role, sentAt, setting, subject, uuid } from './common';
import { named } from './named';

named('Edit', 'One typed edit of policy; `op` says which.', edit);

const view = {
  reason: z.string(),
  actor,
  createdAt: at,
  appliedAt: at.nullable(),
  applyAt: at.nullable().meta({ description: 'When it is to be applied by itself.' }),
  version: count.meta({ description: 'Counts the edits of its content.' }),
  pin: z.string().nullable().meta({
    description: 'What an approval is of: send it to approve. Null where it no longer applies.',
  }),
  edits: z.array(edit),
  diff: z.array(diffLine),
  impact: z.object({ ...impact, sample: pageOf(touchedAccount).nullable() }),
  requirement: z.object({
    ...requirement,
    missing: z.object({ approvers: count, admins: count }),
  }),
  approvals: z.array(
    z.object({
      by: z.object({ id: z.string(), name: z.string() }),
      role,
      at,
      counts: z.boolean().meta({ description: 'False where it was for something else.' }),
    }),
  ),
  acts: z.array(z.enum(ACTS)).meta({ description: 'What whoever asks may do to it now.' }),
  problem: z
    .string()
    .nullable()
    .meta({ description: 'Why it cannot be applied, or why it failed.' }),
  reverts: uuid.nullable().meta({ description: 'The change that it takes back.' }),
  revertedBy: z.array(uuid),
  names: z
    .record(z.string(), z.string())
    .meta({ description: 'Names of what its diff is about, by kind and id.' }),
};

const perhapsKept = {
  id: uuid.nullable().meta({ description: 'Null for a dry run, and where nothing would change.' }),
  status: z.enum([...CHANGE_STATUSES, 'dry_run', 'unchanged']),
  ...view,
};

export const changeView = named(
  'Change',
  'A change: what it asks for, by whom and why, what it does, and how far it has come.',
  z.object(perhapsKept),
) satisfies z.ZodType<ChangeView>;

const clash = z.object({
  subject,
  cell: cell.optional(),
  field: z.string().optional(),
  was: z.unknown(),
  now: z.unknown(),
  why: z.enum([
    'touched_since',
    'archived',
    'stays_archived',
    'gone',
    'refused',
  ]) satisfies z.ZodType<ClashReason>,
  message: z.string().optional(),
}) satisfies z.ZodType<Clash>;

const expired = z.object({ subject, cell, expiresAt: sentAt }) satisfies z.ZodType<Expired>;

export const revertView = named(
  'Revert',
  'The change that takes another one back, with what it has to leave alone.',
  z.object({
    ...perhapsKept,
    clashes: z.array(clash).meta({ description: 'What stays as it is, and why.' }),
    expired: z
      .array(expired)
      .meta({ description: 'Overrides that would have expired by now, and are not restored.' }),
  }),
) satisfies z.ZodType<ChangeView & Pick<Revert, 'clashes' | 'expired'>>;

const event = z.object({
  at,
  actor,
  action: z.string(),
  words: z.string().nullable().meta({ description: 'A comment, or the reason that was given.' }),
}) satisfies z.ZodType<ChangeEvent>;

const side = z.object({
  setting,
  expiresAt: z.string().nullable().optional(),
  note: z.string().nullable().optional(),
}) satisfies z.ZodType<CellSide>;

const part = z.object({
  subject,
  cell: cell.optional(),
  field: z.string().optional(),
}) satisfies z.ZodType<Part>;

const drift = z.union([
  z.object({ subject, cell, was: side, now: side, wants: side, already: z.boolean() }),
  z.object({
    subject,
    field: z.string(),
    was: z.unknown(),
    now: z.unknown(),
    wants: z.unknown(),
    already: z.boolean(),
  }),
]) satisfies z.ZodType<Drift>;

const open = { reason: z.string(), actor, createdAt: at, applyAt: at.nullable() };

const conflicts = named(
  'ChangeConflicts',
  'What stands against a change on its way: policy that has moved, and other changes of the same.',
  z.object({
    drift: z.array(drift),
    others: z.array(z.object({ id: uuid, status: changeStatus, ...open, parts: z.array(part) })),
  }),
) satisfies z.ZodType<ChangeConflicts>;

export const changeDetail = named(
  'ChangeDetail',
  'A change with all that happened to it.',
  z.object({
    id: uuid,
    status: z.enum([...CHANGE_STATUSES, 'dry_run', 'unchanged']),
    ...view,
    events: z.array(event),
    breach: z
      .object({ guardrail: z.string(), name: z.string(), cell })
      .nullable()
      .meta({ description: 'A guardrail that it would break now.' }),
    conflicts,
  }),
) satisfies z.ZodType<ChangeDetail>;

export const changeSummary = named(
  'ChangeSummary',
  'One change in a list.',
  z.object({
    id: uuid,
    status: changeStatus,
    ...open,
    appliedAt: at.nullable(),
    reverts: uuid.nullable(),
    lines: count.meta({ description: 'How many lines its diff had when it was last weighed.' }),
    accounts: count.nullable().meta({ description: 'How many accounts it touches, if known.' }),
    withdrawn: z.boolean().meta({ description: 'Whether its author took it back.' }),
  }),
) satisfies z.ZodType<ChangeSummary>;
