import type { Component } from '@/lib/domain/catalog';
import type { Sketch, SketchesOf } from '../sketch';
import { account } from './account';
import { issuingAndTreasury } from './issuing-and-treasury';
import { payments } from './payments';
import { payouts } from './payouts';
import { preview } from './preview';
import { reporting } from './reporting';
import { tax } from './tax';
import { terminal } from './terminal';

/** A sketch for each component of the catalog: one that is missing does not compile. */
const SKETCHES: SketchesOf<Component> = {
  ...payments,
  ...payouts,
  ...account,
  ...tax,
  ...issuingAndTreasury,
  ...reporting,
  ...terminal,
  ...preview,
};

/** How a component is drawn. */
export function sketchOf<C extends Component>(component: C): Sketch<C> {
  return SKETCHES[component];
}
