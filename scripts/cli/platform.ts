import type { Approvals, Guardrails } from '../../lib/domain/governance';
import type { AccountInFile, PlatformPolicy } from '../../lib/domain/policy-files';
import type { Rules } from '../../lib/domain/rules';
import type { TemplateState } from '../../lib/domain/state';
import { accountId, templateKey } from '../../lib/domain/text';
import type { AccountStateView, TemplateWithSettings } from '../../lib/domain/views';
import type { Api } from './api';

/** How many accounts one page holds, and how many can be named in one question. */
const PAGE = 500;
const NAMED = 100;

function templateState(view: TemplateWithSettings): TemplateState {
  const { revision, name, archived, settings } = view;
  // Keys become names of files.
  const key = templateKey.parse(view.key);
  return { key, revision, name, extends: view.extends?.key ?? null, settings, archived };
}

/** An account's own policy as the API tells it. */
export function accountState(view: AccountStateView): AccountInFile & { revision: number } {
  const overrides = Object.entries(view.overrides).flatMap(([cell, one]) =>
    one
      ? [[cell, { ...one, expiresAt: one.expiresAt === null ? null : new Date(one.expiresAt) }]]
      : [],
  );
  return {
    account: accountId.parse(view.account),
    revision: view.revision,
    template: view.template,
    tags: view.tags,
    overrides: Object.fromEntries(overrides),
  };
}

/** Templates, rules, approval rules and guardrails of a platform, with their revisions. */
export async function loadPolicy(api: Api): Promise<Omit<PlatformPolicy, 'accounts'>> {
  const [templates, rules, approvals, guardrails] = await Promise.all([
    api.get<{ data: TemplateWithSettings[] }>('/api/templates?archived=true&settings=true'),
    api.get<Rules>('/api/rules'),
    api.get<Approvals>('/api/approvals'),
    api.get<Guardrails>('/api/guardrails'),
  ]);
  const states = templates.data.map(templateState);
  return {
    templates: new Map(states.map((state) => [state.key, state])),
    rules: { revision: rules.revision, rules: rules.rules, default: rules.default },
    approvals: { revision: approvals.revision, rules: approvals.rules },
    guardrails: { revision: guardrails.revision, guardrails: guardrails.guardrails },
  };
}

/** Every account that has something of its own, page by page. */
export async function* accountPages(api: Api): AsyncGenerator<ReturnType<typeof accountState>[]> {
  for await (const page of api.pages<AccountStateView>(`/api/accounts/states?limit=${PAGE}`)) {
    yield page.map(accountState);
  }
}

/** All accounts that have something of their own, and those that are named beside them. */
export async function loadAccounts(
  api: Api,
  named: Iterable<string>,
): Promise<NonNullable<PlatformPolicy['accounts']>> {
  const accounts = new Map<string, ReturnType<typeof accountState>>();
  for await (const page of accountPages(api)) {
    for (const state of page) accounts.set(state.account, state);
  }
  const others = [...named].filter((id) => !accounts.has(id));
  for (let start = 0; start < others.length; start += NAMED) {
    const ids = others.slice(start, start + NAMED).join(',');
    const query = `/api/accounts/states?limit=${NAMED}&accounts=${ids}`;
    const { data } = await api.get<{ data: AccountStateView[] }>(query);
    for (const view of data) accounts.set(view.account, accountState(view));
  }
  return accounts;
}
