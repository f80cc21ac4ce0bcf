import type { CellOrigin } from '@/lib/domain/cell-view';
import { type Cell, findCell } from '@/lib/domain/cells';
import { type Decision, decisionOf, type ResolvedPolicy } from '@/lib/domain/policy';
import { cellName, remaining, valueWord } from '@/lib/domain/words/cells';

/** A cell's value with what decided it, in words. */
export interface AnswerWords {
  value: boolean;
  origin: CellOrigin;
  /** A feature of a component that is off. */
  dimmed: boolean;
  /** "Off, by an override of this account" */
  verdict: string;
  /** What else one must know to understand it; null where that is all. */
  more: string | null;
}

function source(decision: Decision, nameOf: (template: string) => string): string {
  switch (decision.layer) {
    case 'ceiling':
      return `limited by Stripe; ${valueWord(!decision.value).toLowerCase()} was wanted`;
    case 'override':
      return 'by an override of this account';
    case 'template':
      return `from ${nameOf(decision.template)}`;
    case 'stripe_default':
      return 'by Stripe’s default';
  }
}

function explanation(policy: ResolvedPolicy, cell: Cell, decision: Decision): string | null {
  if (decision.layer === 'ceiling') {
    return policy.ceilings.find((ceiling) => ceiling.cell === cell)?.message ?? null;
  }
  if (decision.layer !== 'override') return null;
  const time = decision.expiresAt && remaining(policy.at, decision.expiresAt);
  return [decision.note && `“${decision.note}”`, time].filter(Boolean).join(' · ') || null;
}

/** What a resolved policy says of a cell; null for a cell that it does not have. */
export function answerWords(
  policy: ResolvedPolicy,
  cell: Cell,
  nameOf: (template: string) => string,
): AnswerWords | null {
  const ref = findCell(cell);
  const decision = ref && decisionOf(policy, ref.component, ref.feature);
  if (!ref || !decision) return null;
  const dimmed = ref.feature !== null && !policy.components[ref.component]?.enabled.value;
  const origin = { ceiling: 'limit', override: 'override' } as const;
  return {
    value: decision.value,
    origin: origin[decision.layer as keyof typeof origin] ?? 'inherited',
    dimmed,
    verdict: `${valueWord(decision.value)}, ${source(decision, nameOf)}`,
    more:
      [
        dimmed && `${cellName(ref.component)} itself is off, so the merchant sees none of it`,
        explanation(policy, cell, decision),
      ]
        .filter(Boolean)
        .join(' · ') || null,
  };
}
