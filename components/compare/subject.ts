import type { Route } from 'next';
import { accountCells } from '@/lib/domain/account-cells';
import type { CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { PolicyInput } from '@/lib/domain/policy';
import { isInForce, resolve } from '@/lib/domain/resolve';
import type { AccountDetail, OverrideView, TemplateDetail } from '@/lib/domain/views';
import { type TemplateChain, templateCells } from '../matrix/template-cells';
import { withQuery } from '../ui/pager';
import type { SideRef } from './address';

export interface AccountSubject {
  kind: 'account';
  account: AccountDetail;
  /** What decides its policy. */
  input: PolicyInput;
}

export interface TemplateSubject {
  kind: 'template';
  template: TemplateDetail;
  /** What the installation has opted in to. */
  preview?: PolicyInput['preview'];
}

/** What stands on one side of a comparison. */
export type Subject = AccountSubject | TemplateSubject;

/** Template names by key. */
export type Names = ReadonlyMap<string, string>;

export const nameOf = (subject: Subject): string =>
  subject.kind === 'account' ? subject.account.name : subject.template.name;

export const refOf = (subject: Subject): SideRef =>
  subject.kind === 'account'
    ? { kind: 'account', id: subject.account.id }
    : { kind: 'template', id: subject.template.key };

/** The page of what a side is of; with a cell, its explanation is open there. */
export function hrefOf(subject: Subject, cell?: Cell): Route {
  const { kind, id } = refOf(subject);
  return withQuery(`/${kind}s/${encodeURIComponent(id)}`, { cell });
}

/** The overrides of an account that count at the moment for which its policy was read. */
export const overridesInForce = ({ account, input }: AccountSubject): OverrideView[] =>
  account.overrides.filter(({ expiresAt }) =>
    isInForce({ expiresAt: expiresAt === null ? null : new Date(expiresAt) }, input.at),
  );

const chainOf = ({ template }: TemplateSubject): TemplateChain => [template, ...template.ancestors];

function viewsOfAccount({ account }: AccountSubject, input: PolicyInput, names: Names): CellViews {
  const policy = resolve(input);
  return accountCells({
    input,
    policy,
    saved: policy,
    names,
    overrides: new Map(account.overrides.map((override) => [override.cell, override])),
    touched: new Set(),
  });
}

/** A template's own matrix says "Set here"; beside another one it has to say where. */
function viewsOfTemplate(subject: TemplateSubject): CellViews {
  const views = templateCells(chainOf(subject), chainOf(subject), new Set(), subject.preview);
  const { name } = subject.template;
  return new Map(
    [...views].map(([cell, view]) => [
      cell,
      view.origin === 'set' ? { ...view, source: name } : view,
    ]),
  );
}

/**
 * The cells of one side. A template beside an account is what that account would have with this
 * template and no overrides, so that what differs is just what its overrides, and another template
 * of its own, bring about. A template beside a template stands over Stripe's defaults, without an
 * account.
 */
export function viewsOf(subject: Subject, other: Subject, names: Names): CellViews {
  if (subject.kind === 'account') return viewsOfAccount(subject, subject.input, names);
  if (other.kind === 'template') return viewsOfTemplate(subject);
  const bare: PolicyInput = {
    ...other.input,
    assignedBy: 'explicit',
    templates: chainOf(subject),
    overrides: [],
  };
  return viewsOfAccount(other, bare, names);
}

/** What exactly is compared, in a sentence or two. */
export function meaningOf(left: Subject, right: Subject): string {
  if (left.kind === 'account') {
    return right.kind === 'account' ? 'Each account as it is now.' : besideTemplate(left, right);
  }
  if (right.kind === 'account') return besideTemplate(right, left);
  return 'What each template makes of Stripe’s defaults, with no account behind it. Where a default depends on the account it says “Depends”, and Stripe’s limits do not show.';
}

function besideTemplate({ account }: AccountSubject, { template }: TemplateSubject): string {
  const own = account.template.key === template.key;
  return `${account.name} as it is now, beside the same account with only the template ${template.name} and no overrides. What differs is what its overrides${own ? '' : ` and its own template, ${account.template.name},`} do.`;
}
