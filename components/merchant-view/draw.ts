import type { Component } from '@/lib/domain/catalog';
import { cellOf } from '@/lib/domain/cells';
import { decisionOf } from '@/lib/domain/policy';
import { placeOf } from './place';
import type { Draw, Drawing } from './sketch';

/** A sample amount in a currency; in dollars where the currency is none that is known. */
function moneyIn(currency: string | null): (amount: number) => string {
  const options = { style: 'currency', currency: 'USD' } as const;
  let format: Intl.NumberFormat;
  try {
    format = new Intl.NumberFormat('en', { ...options, currency: currency ?? 'USD' });
  } catch {
    format = new Intl.NumberFormat('en', options);
  }
  return (amount) => format.format(amount);
}

/** What the sketch of one component draws with, bound to that component and to one side. */
export function drawOf<C extends Component>(component: C, drawing: Drawing): Draw<C> {
  const { side } = drawing;
  return {
    component,
    drawing,
    place: (feature, what, shape = 'text') =>
      placeOf(drawing, { cell: cellOf(component, feature), what, shape }),
    has: (feature) => decisionOf(side.policy, component, feature)?.value ?? false,
    beside: (other) => side.policy.components[other]?.enabled.value ?? false,
    money: moneyIn(side.merchant.currency),
    label: (text) => `${text}, ${side.title}`,
    merchant: side.merchant,
  };
}
