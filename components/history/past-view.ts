import { accountCells } from '@/lib/domain/account-cells';
import type { CellViews } from '@/lib/domain/cell-view';
import { type Cell, cellsOf } from '@/lib/domain/cells';
import { decisionOf, type PolicyInput, type ResolvedPolicy } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import type { AccountDetail, TemplateRef } from '@/lib/domain/views';

/** An account as it was at a past moment. */
export interface Past {
  account: AccountDetail;
  input: PolicyInput;
  /** The names that the templates of its chain had then, by key. */
  names: Readonly<Record<string, string>>;
}

/** What a page shows of an account as it was. */
export interface PastView {
  account: AccountDetail;
  policy: ResolvedPolicy;
  views: CellViews;
  /** How many cells have another value now. */
  differing: number;
}

/** The matrix of an account as it was, each cell that is otherwise now with what it is now. */
export function pastView(
  { account, input, names }: Past,
  now: PolicyInput,
  templates: readonly TemplateRef[],
): PastView {
  const policy = resolve(input);
  const today = resolve(now);
  const views = new Map(
    accountCells({
      input,
      policy,
      saved: policy,
      names: new Map([
        ...templates.map(({ key, name }): [string, string] => [key, name]),
        ...Object.entries(names),
      ]),
      overrides: new Map(account.overrides.map((override) => [override.cell, override])),
      touched: new Set<Cell>(),
    }),
  );
  let differing = 0;
  for (const { cell, component, feature } of cellsOf(policy.components)) {
    const value = decisionOf(today, component, feature)?.value;
    const view = views.get(cell);
    if (!view || value === undefined || view.value === value) continue;
    views.set(cell, { ...view, today: value });
    differing += 1;
  }
  return { account, policy, views, differing };
}
