import type { OverrideLayer } from '@/lib/domain/policy';
import type { Settings } from '@/lib/domain/settings';
import { traitsOf, worldOf } from '@/lib/domain/testing/fixtures';
import type { OverrideView } from '@/lib/domain/views';
import type { CopySide } from '../copy-edits';
import type { AccountSubject, TemplateSubject } from '../subject';

/** A template over its parent; its name is its key with a capital. */
export function templateSubject(
  key: string,
  settings: Settings,
  parent?: TemplateSubject,
): TemplateSubject {
  const ref = { key, name: key.charAt(0).toUpperCase() + key.slice(1) };
  const above = parent?.template;
  return {
    kind: 'template',
    template: {
      ...ref,
      revision: 1,
      extends: above ? { key: above.key, name: above.name } : null,
      archived: false,
      cells: Object.keys(settings).length,
      accounts: 0,
      isDefault: false,
      updatedAt: '2026-11-01T00:00:00.000Z',
      settings,
      ancestors: above ? [above, ...above.ancestors] : [],
      children: [],
    },
  };
}

const viewOf = (layer: OverrideLayer): OverrideView => ({
  ...layer,
  expiresAt: layer.expiresAt?.toISOString() ?? null,
  decidedAt: layer.decidedAt.toISOString(),
  by: 'Olu Brandt',
  reason: 'Asked for',
});

/** An account with a template and overrides; an express one unless its traits say otherwise. */
export function accountSubject(
  { template }: TemplateSubject,
  overrides: readonly OverrideLayer[] = [],
  traits = traitsOf('express'),
  id = 'acct_1Fixture',
): AccountSubject {
  return {
    kind: 'account',
    account: {
      id,
      name: `Shop ${id.slice(5)}`,
      email: traits.email,
      country: traits.country,
      controller: 'express',
      tags: [...traits.tags],
      template: { key: template.key, name: template.name, by: 'explicit' },
      disconnectedAt: null,
      traits,
      defaultCurrency: 'usd',
      stripeCreatedAt: null,
      syncedAt: '2026-11-01T00:00:00.000Z',
      revision: 4,
      assignment: {
        template: template.key,
        by: 'explicit',
        explicit: template.key,
        byRules: { template: template.key, by: 'default' },
      },
      overrides: overrides.map(viewOf),
    },
    input: worldOf(
      traits,
      {},
      { account: id, templates: [template, ...template.ancestors], overrides },
    ),
  };
}

/** The same account as the copy window has it. */
export function copySideOf({ account, input }: AccountSubject): CopySide {
  const { id, name, revision, overrides } = account;
  return { id, name, revision, overrides, input };
}
