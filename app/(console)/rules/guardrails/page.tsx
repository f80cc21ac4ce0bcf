import type { Metadata } from 'next';
import { GuardrailsEditor } from '@/components/rules/guardrails-editor';
import { RulesFrame } from '@/components/rules/rules-frame';
import { guardrailSuggestions } from '@/components/rules/suggestions';
import { countBreaches, getGuardrails } from '@/lib/data/governance';
import { getRules } from '@/lib/data/rules';
import { can } from '@/lib/domain/permissions';
import { load, openPage } from '../../load';
import { loadOffers, orNull } from '../offers';

export const metadata: Metadata = { title: 'Guardrails' };

export default async function GuardrailsPage() {
  const context = await openPage('/rules/guardrails');
  const counts = orNull(countBreaches(context, undefined));
  const [guardrails, rules, offers] = await load(context.requestId, () =>
    Promise.all([
      getGuardrails(context, undefined),
      getRules(context, undefined),
      loadOffers(context),
    ]),
  );
  const { templates } = offers;
  const base =
    templates.find(({ key }) => key === 'base') ??
    templates.find(({ key }) => key === rules.default);
  const editable = can(context.actor, 'governance:manage');
  return (
    <RulesFrame
      tab="guardrails"
      revision={guardrails.revision}
      decided={guardrails.decided}
      editable={editable}
    >
      <GuardrailsEditor
        guardrails={guardrails}
        counts={counts}
        suggestions={guardrailSuggestions(base ?? null)}
        offers={offers}
        editable={editable}
      />
    </RulesFrame>
  );
}
