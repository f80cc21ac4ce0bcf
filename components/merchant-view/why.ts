import { componentEntry, featureEntry } from '@/lib/domain/catalog';
import { type Cell, findCell } from '@/lib/domain/cells';
import { UNSAVED } from '@/lib/domain/draft-address';
import {
  type Decision,
  decisionOf,
  type LayerSays,
  type ResolvedPolicy,
} from '@/lib/domain/policy';
import { featureTitle, remaining, valueWord } from '@/lib/domain/words/cells';
import type { Side } from './sketch';

/** Why a cell is what it is, in words short enough for a note beside it. */
export interface Why {
  cell: Cell;
  layer: Decision['layer'];
  value: boolean;
  /** “Refunds” is off. */
  fact: string;
  /** The layer in two or three words: "Template Retail", "Stripe’s limit". */
  by: string;
  /** Its reason, where it gives one. */
  because: string | null;
}

/** The reason of a cell on one side. */
export function whyOf({ policy, names }: Pick<Side, 'policy' | 'names'>, cell: Cell): Why {
  const ref = findCell(cell);
  const decision = ref && decisionOf(policy, ref.component, ref.feature);
  if (!decision) throw new Error(`The policy does not decide ${cell}.`);
  const nameOf = (key: string) => names.get(key) ?? key;
  const title =
    ref.feature === null
      ? componentEntry(ref.component).title
      : featureTitle(ref.component, ref.feature);
  return {
    cell,
    layer: decision.layer,
    value: decision.value,
    fact: `“${title}” is ${valueWord(decision.value).toLowerCase()}`,
    by: layerWord(decision, nameOf),
    because: reasonOf(policy, cell, decision, nameOf),
  };
}

function layerWord(says: Decision | LayerSays, nameOf: (key: string) => string): string {
  switch (says.layer) {
    case 'override':
      return says.changeId === UNSAVED ? 'An edit that is not saved' : 'Override of this account';
    case 'template':
      return `Template ${nameOf(says.template)}`;
    case 'stripe_default':
      return 'Stripe’s default';
    case 'ceiling':
      return 'Stripe’s limit';
  }
}

function reasonOf(
  policy: ResolvedPolicy,
  cell: Cell,
  decision: Decision,
  nameOf: (key: string) => string,
): string | null {
  switch (decision.layer) {
    case 'override': {
      const note = decision.note === null ? null : `“${decision.note}”`;
      const left = decision.expiresAt && `${remaining(policy.at, decision.expiresAt)}.`;
      return [note, left].filter(Boolean).join(', ') || null;
    }
    case 'template':
      return decision.template === policy.template.key
        ? `Revision ${decision.revision}.`
        : `Revision ${decision.revision}, which ${nameOf(policy.template.key)} stands on.`;
    case 'stripe_default':
      return defaultReason(cell);
    case 'ceiling': {
      const message = policy.ceilings.find((ceiling) => ceiling.cell === cell)?.message ?? '';
      const [wanted] = decision.lost;
      if (!wanted || wanted.layer === 'stripe_default') return message;
      const who = layerWord(wanted, nameOf);
      return `${message} ${who} wants it ${valueWord(wanted.value).toLowerCase()}.`;
    }
  }
}

/** Why Stripe's default is what it is, where that is not a plain value. */
function defaultReason(cell: Cell): string | null {
  const ref = findCell(cell);
  if (!ref) return null;
  if (ref.feature === null) return 'No layer turns the component on.';
  const byDefault = featureEntry(ref.component, ref.feature)?.default;
  switch (byDefault?.kind) {
    case 'stripe_owns_losses':
      return 'On only where Stripe bears payment losses.';
    case 'opposite_of':
      return `The opposite of ${featureTitle(ref.component, byDefault.feature)}.`;
    case 'same_as':
      return `The same as ${featureTitle(ref.component, byDefault.feature)}.`;
    default:
      return null;
  }
}
