import { type Actor, can } from './permissions';
import type { ChangeStatus } from './views';

/** What can be done to a change. `apply_due` and `fail` are the clock's alone. */
export const ACTS = [
  'submit',
  'edit',
  'approve',
  'reject',
  'withdraw',
  'schedule',
  'unschedule',
  'apply',
  'emergency_apply',
  'apply_due',
  'fail',
  'revert',
] as const;
export type Act = (typeof ACTS)[number];

/** Who somebody is to a change. Most people are several things at once. */
export type Relation = 'author' | 'approver' | 'admin' | 'writer' | 'system';

/** A person, a machine or the product, by what tells them apart. */
export type Who = Pick<Actor, 'kind' | 'id'>;

export const isSame = (a: Who, b: Who) => a.kind === b.kind && a.id === b.id;

type Permitted = Readonly<Record<Act, readonly Relation[]>>;

const OWNERS = ['author', 'admin'] as const;
const WRITERS = ['author', 'writer'] as const;

/** What is not said below, nobody may do. */
const NOTHING: Permitted = {
  submit: [],
  edit: [],
  approve: [],
  reject: [],
  withdraw: [],
  schedule: [],
  unschedule: [],
  apply: [],
  emergency_apply: [],
  apply_due: [],
  fail: [],
  revert: [],
};

/** The one table of who may do what to a change in which status. */
const PERMITTED: Readonly<Record<ChangeStatus, Permitted>> = {
  draft: {
    ...NOTHING,
    submit: OWNERS,
    edit: OWNERS,
    withdraw: ['author'],
    schedule: OWNERS,
    apply: OWNERS,
    emergency_apply: ['admin'],
  },
  in_review: {
    ...NOTHING,
    edit: OWNERS,
    approve: ['approver'],
    reject: ['approver'],
    withdraw: ['author'],
    emergency_apply: ['admin'],
  },
  approved: {
    ...NOTHING,
    edit: OWNERS,
    reject: ['approver'],
    withdraw: ['author'],
    schedule: WRITERS,
    apply: WRITERS,
    emergency_apply: ['admin'],
  },
  scheduled: {
    ...NOTHING,
    edit: OWNERS,
    reject: ['approver'],
    withdraw: ['author'],
    schedule: WRITERS,
    unschedule: WRITERS,
    emergency_apply: ['admin'],
    apply_due: ['system'],
    fail: ['system'],
  },
  failed: { ...NOTHING, edit: OWNERS, withdraw: ['author'] },
  applied: { ...NOTHING, revert: [...WRITERS, 'system'] },
  rejected: NOTHING,
  reverted: NOTHING,
};

/** Who may do this in this status; empty where nobody may. */
export function permittedTo(status: ChangeStatus, act: Act): readonly Relation[] {
  return PERMITTED[status][act];
}

/**
 * What an actor is to a change of this author. Only people approve and administer; an author who may
 * no longer change policy is one no more.
 */
export function relationsOf(actor: Actor, author: Who): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  const own = isSame(actor, author);
  const writes = can(actor, 'policy:write');
  if (own && writes) relations.add('author');
  if (actor.kind === 'system') return relations.add('system');
  if (writes) relations.add('writer');
  if (actor.kind !== 'user') return relations;
  if (!own && can(actor, 'changes:approve')) relations.add('approver');
  if (can(actor, 'governance:manage')) relations.add('admin');
  return relations;
}

const DONE: Readonly<Record<Act, string>> = {
  submit: 'submitted',
  edit: 'edited',
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  schedule: 'scheduled',
  unschedule: 'taken off the schedule',
  apply: 'applied',
  emergency_apply: 'applied in an emergency',
  apply_due: 'applied by the schedule',
  fail: 'marked as failed',
  revert: 'reverted',
};

const STATUS_WORDS: Readonly<Record<ChangeStatus, string>> = {
  draft: 'a draft',
  in_review: 'in review',
  approved: 'approved',
  rejected: 'rejected',
  scheduled: 'scheduled',
  applied: 'applied',
  failed: 'failed',
  reverted: 'reverted',
};

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  author: 'its author',
  approver: 'people other than its author who may approve changes',
  admin: 'an admin',
  writer: 'those who may change policy',
  system: 'the schedule',
};

/** Why nobody may do this now, e.g. "This change is applied, so it cannot be edited." */
export const wrongStatus = (status: ChangeStatus, act: Act) =>
  `This change is ${STATUS_WORDS[status]}, so it cannot be ${DONE[act]}.`;

/** Who may do it instead, e.g. "This change can be edited only by its author or an admin." */
export const wrongPerson = (status: ChangeStatus, act: Act) =>
  `This change can be ${DONE[act]} only by ${permittedTo(status, act)
    .map((relation) => RELATION_WORDS[relation])
    .join(' or ')}.`;
