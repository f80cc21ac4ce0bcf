import type { MintPlan } from '@/lib/data/mints';
import type { Asked } from '@/lib/domain/asked';
import type { Cell } from '@/lib/domain/cells';
import { cutToPolicy } from '@/lib/domain/cut-to-policy';
import { AppError } from '@/lib/domain/errors';
import type { PolicyInput, ResolvedPolicy, Send } from '@/lib/domain/policy';
import { narrow } from '@/lib/domain/send';

export interface MintRequest {
  account: string;
  /** Narrows the session to these components; it can never widen it. */
  components?: readonly string[] | undefined;
  /**
   * A request in Stripe's own form: it is cut down to the policy, or refused where it would have to
   * be and `strict` is true.
   */
  asked?: { components: Asked; strict: boolean } | undefined;
  /** For a live preview: why this person looks at the merchant's dashboard. */
  preview?: { reason: string } | undefined;
}

/** What the audit keeps of what was asked. */
export const askedOf = ({ account, components, asked, preview }: MintRequest): MintPlan => ({
  account,
  components: components ?? null,
  ...(asked && { asked: asked.components }),
  ...(preview && { purpose: 'live_preview', reason: preview.reason }),
});

/** What the audit keeps of a refusal: what was asked, and of what is too much for the policy, which cells. */
export function refusedOf(request: MintRequest, error: unknown): MintPlan {
  const cut = error instanceof AppError ? error.members?.cells : undefined;
  return { ...askedOf(request), ...(Array.isArray(cut) && { cut }) };
}

function requireWhole(cells: readonly Cell[]): void {
  if (cells.length === 0) return;
  throw new AppError(
    'component_not_allowed',
    `The policy of this account does not allow ${cells.join(', ')}, and this request is strict. Ask without ${cells.length === 1 ? 'it' : 'them'}, features with an explicit false, or have the policy changed.`,
    { members: { cells } },
  );
}

/**
 * What is to be sent to Stripe, and which cells were asked for and cut.
 * Throws what `narrow` and `cutToPolicy` throw, and `component_not_allowed` for a strict request
 * that would have to be cut.
 */
export function whatToSend(
  { components, asked }: MintRequest,
  policy: Pick<ResolvedPolicy, 'send'>,
  { traits, preview }: Pick<PolicyInput, 'traits' | 'preview'>,
): { send: Send; cells: Cell[] } {
  if (!asked) return { send: narrow(policy.send, components, preview), cells: [] };
  const cut = cutToPolicy({ policy, asked: asked.components, traits });
  if (asked.strict) requireWhole(cut.cells);
  return cut;
}
