import { componentEntry } from '@/lib/domain/catalog';
import { CELLS, type CellRef } from '@/lib/domain/cells';
import type { ApprovalRule, Guardrail } from '@/lib/domain/governance';
import type { TemplateRef } from '@/lib/domain/views';

/** Approval rules to begin with. */
export const APPROVAL_SUGGESTIONS: readonly ApprovalRule[] = [
  { name: 'Money moves', when: { turnsOn: 'money_moving' }, approvers: 1, by: 'admin' },
  { name: 'Many accounts', when: { accountsOver: 100 }, approvers: 1, by: 'operator' },
];

const on = (which: (ref: CellRef) => boolean): Guardrail['never'] =>
  CELLS.filter(which).map(({ cell }) => ({ cell, is: 'on' }));

/** Guardrails to begin with; `base` is the template that others stand on, if there is one. */
export const guardrailSuggestions = (base: TemplateRef | null): Guardrail[] => [
  {
    name: 'No instant payouts at our risk',
    of: { accounts: { lossesBy: ['platform'] } },
    never: on(({ feature }) => feature === 'instant_payouts'),
  },
  ...(base
    ? [
        {
          name: `${base.name} never enables issuing`,
          of: { template: base.key },
          never: on(
            ({ component, feature }) =>
              feature === null && componentEntry(component).capability === 'card_issuing',
          ),
        },
      ]
    : []),
];
