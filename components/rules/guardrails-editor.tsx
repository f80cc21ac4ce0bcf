'use client';

import dynamic from 'next/dynamic';
import type { Guardrail } from '@/lib/domain/governance';
import type { GuardrailCounts, GuardrailsView } from '@/lib/domain/rule-views';
import { guardrailSentence } from '@/lib/domain/words/rules';
import type { Offers } from './condition-fields';
import { brokenWords } from './count-words';
import { Counted, type Counting } from './counted';
import { NamedList } from './named-list';

const GuardrailDialog = dynamic(
  () => import('./guardrail-dialog').then((module) => module.GuardrailDialog),
  { ssr: false },
);

const TEXTS = {
  title: 'Guardrails',
  one: 'a guardrail',
  empty: {
    title: 'No guardrails yet',
    text: 'A guardrail says what must never be. A change that would break it is refused, whoever makes or approves it.',
  },
  review: 'Review the guardrails',
};

/** The guardrails in sentences, with how many accounts break each today, and their edits. */
export function GuardrailsEditor({
  guardrails: { revision, guardrails },
  counts,
  suggestions,
  offers,
  editable,
}: {
  guardrails: GuardrailsView;
  counts: Counting<GuardrailCounts>;
  suggestions: readonly Guardrail[];
  offers: Offers;
  editable: boolean;
}) {
  const nameOf = (key: string) => offers.templates.find((t) => t.key === key)?.name ?? key;
  return (
    <NamedList
      revision={revision}
      values={guardrails}
      editable={editable}
      texts={TEXTS}
      suggestions={suggestions}
      sentence={(guardrail) => guardrailSentence(guardrail, nameOf)}
      below={({ name }) => (
        <Counted
          counts={counts}
          revision={revision}
          words={({ broken }) => {
            const count = broken.find(({ guardrail }) => guardrail === name);
            return count && brokenWords(count);
          }}
        />
      )}
      wire={(all, expectedRevision) => ({
        op: 'guardrails.replace',
        expectedRevision,
        guardrails: all,
      })}
      window={(item) => <GuardrailDialog {...item} offers={offers} nameOf={nameOf} />}
    />
  );
}
