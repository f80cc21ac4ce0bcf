import { Lock, TriangleAlert } from 'lucide-react';
import { findCell } from '@/lib/domain/cells';
import { type Ceiling, decisionOf, type ResolvedPolicy } from '@/lib/domain/policy';
import { cellName, valueWord } from '@/lib/domain/words/cells';
import { Section } from '../ui/section';

/** Whether a ceiling takes away what somebody decided, rather than what Stripe's default gave. */
function bites(policy: ResolvedPolicy, { cell }: Ceiling): boolean {
  const ref = findCell(cell);
  const decision = ref && decisionOf(policy, ref.component, ref.feature);
  return decision?.layer === 'ceiling' && decision.lost[0]?.layer !== 'stripe_default';
}

/** What of the policy Stripe does not permit, and what will not do what it seems to. */
export function PolicyNotes({ policy }: { policy: ResolvedPolicy }) {
  const ceilings = policy.ceilings.filter((ceiling) => bites(policy, ceiling));
  const byMessage = new Map<string, Ceiling[]>();
  for (const ceiling of ceilings) {
    byMessage.set(ceiling.message, [...(byMessage.get(ceiling.message) ?? []), ceiling]);
  }
  if (ceilings.length === 0 && policy.advice.length === 0) return null;
  return (
    <div className="grid min-w-0 gap-4 xl:auto-cols-fr xl:grid-flow-col">
      {ceilings.length > 0 && (
        <Section title={`Settings limited by Stripe (${ceilings.length})`} flush>
          <ul className="divide-y">
            {[...byMessage].map(([message, group]) => (
              <li key={message} className="flex gap-2 px-4 py-2">
                <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-limit-text" />
                <div className="min-w-0">
                  <p>
                    {group.map(({ cell, wanted, used }, index) => (
                      <span key={cell}>
                        {index > 0 && '; '}
                        <span className="font-medium">{cellName(cell)}</span>{' '}
                        <s className="text-ink-3">{valueWord(wanted)}</s> {valueWord(used)}
                      </span>
                    ))}
                  </p>
                  <p className="text-ink-2">{message}</p>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {policy.advice.length > 0 && (
        <Section title={`Good to know (${policy.advice.length})`} flush>
          <ul className="divide-y">
            {policy.advice.map(({ cell, code, message }) => (
              <li key={`${cell} ${code}`} className="flex gap-2 px-4 py-2">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-limit" />
                <p className="min-w-0 text-ink-2">{message}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
