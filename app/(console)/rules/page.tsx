import type { Metadata } from 'next';
import { RulesEditor } from '@/components/rules/rules-editor';
import { RulesFrame } from '@/components/rules/rules-frame';
import { countRules, getRules } from '@/lib/data/rules';
import { can } from '@/lib/domain/permissions';
import { load, openPage } from '../load';
import { loadOffers, orNull } from './offers';

export const metadata: Metadata = { title: 'Rules' };

export default async function RulesPage() {
  const context = await openPage('/rules');
  const counts = orNull(countRules(context, undefined));
  const [rules, offers] = await load(context.requestId, () =>
    Promise.all([getRules(context, undefined), loadOffers(context)]),
  );
  const editable = can(context.actor, 'policy:write');
  return (
    <RulesFrame tab="rules" revision={rules.revision} decided={rules.decided} editable={editable}>
      <RulesEditor rules={rules} counts={counts} offers={offers} editable={editable} />
    </RulesFrame>
  );
}
