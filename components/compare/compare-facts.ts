import type { AccountDetail } from '@/lib/domain/views';
import { cellName, remaining } from '@/lib/domain/words/cells';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { countryName } from '@/lib/domain/words/country-name';
import {
  type AccountSubject,
  overridesInForce,
  type Subject,
  type TemplateSubject,
} from './subject';

/** Something beside the cells in which two sides differ; each side in lines. */
export interface ComparedFact {
  name: string;
  left: readonly string[];
  right: readonly string[];
  /** What it has to do with the cells. */
  hint?: string;
}

/** A fact of one side before it is known whether it differs. */
type Facts = readonly (readonly [name: string, lines: readonly string[], hint?: string])[];

const BY = { explicit: 'assigned', rule: 'by a rule', default: 'by default' } as const;

const party = (value: string | null) =>
  value === null ? 'Unknown' : value.startsWith('application') ? 'Platform' : 'Stripe';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function capability({ traits }: AccountDetail, name: string): string[] {
  const status = Object.hasOwn(traits.capabilities, name) ? traits.capabilities[name] : undefined;
  return [capital(status ?? 'not requested')];
}

const templateLine = ({ template }: AccountDetail) => `${template.name}, ${BY[template.by]}`;

function expiring(subject: AccountSubject): string[] {
  const at = subject.input.at.toISOString();
  return overridesInForce(subject).flatMap(({ cell, setting, expiresAt }) =>
    expiresAt === null ? [] : [`${cellName(cell)}: ${setting}, ${remaining(at, expiresAt)}`],
  );
}

function accountFacts(subject: AccountSubject): Facts {
  const { account } = subject;
  const { traits } = account;
  return [
    ['Template', [templateLine(account)]],
    ['Expiring overrides', expiring(subject)],
    ['Country', [account.country ? countryName(account.country) : 'Unknown']],
    ['Controller', [CONTROLLERS[account.controller]]],
    [
      'Bears payment losses',
      [party(traits.lossesPayments)],
      'Some of Stripe’s defaults follow from it.',
    ],
    [
      'Collects requirements',
      [party(traits.requirementCollection)],
      'Some of Stripe’s limits follow from it.',
    ],
    [
      'Treasury capability',
      capability(account, 'treasury'),
      'Stripe keeps Treasury components off unless it is active.',
    ],
    [
      'Issuing capability',
      capability(account, 'card_issuing'),
      'Stripe keeps Issuing components off unless it is active.',
    ],
    ['Details submitted', [traits.detailsSubmitted ? 'Yes' : 'No']],
    ['Payout schedule', [capital(traits.payoutInterval ?? 'unknown')]],
    ['Tags', [...account.tags].sort((a, b) => a.localeCompare(b, 'en'))],
    ['Connection', [account.disconnectedAt === null ? 'Connected' : 'Disconnected']],
  ];
}

function templateFacts({ template }: TemplateSubject): Facts {
  return [
    ['Extends', template.extends ? [template.extends.name] : []],
    ['Default template', [template.isDefault ? 'Yes' : 'No']],
    ['Archived', [template.archived ? 'Yes' : 'No']],
  ];
}

/** An account beside what it would be with only a template: the account's own facts are the same. */
function besideTemplate(subject: AccountSubject, { template }: TemplateSubject): [Facts, Facts] {
  const own = overridesInForce(subject).length;
  const given = subject.account.template;
  return [
    [
      ['Template', [given.key === template.key ? template.name : templateLine(subject.account)]],
      ['Overrides', own > 0 ? [`${own} in force`] : []],
      ['Expiring overrides', expiring(subject)],
    ],
    [
      ['Template', [template.name]],
      ['Overrides', own > 0 ? ['Left out'] : []],
      ['Expiring overrides', []],
    ],
  ];
}

function factsOf(left: Subject, right: Subject): [Facts, Facts] {
  if (left.kind === 'account') {
    return right.kind === 'account'
      ? [accountFacts(left), accountFacts(right)]
      : besideTemplate(left, right);
  }
  if (right.kind === 'template') return [templateFacts(left), templateFacts(right)];
  const [account, template] = besideTemplate(right, left);
  return [template, account];
}

/** What differs beside the cells, which often is why they differ. An empty side has none of it. */
export function differingFacts(left: Subject, right: Subject): ComparedFact[] {
  const [one, other] = factsOf(left, right);
  return one.flatMap(([name, lines, hint], index): ComparedFact[] => {
    const against = other[index]?.[1] ?? [];
    if (lines.join('\n') === against.join('\n')) return [];
    return [{ name, left: lines, right: against, ...(hint !== undefined && { hint }) }];
  });
}
