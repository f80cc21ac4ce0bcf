import type { Row } from '../row';
import { audit } from './audit';
import { bulk } from './bulk';
import { console } from './console';
import { impact } from './impact';
import { instances } from './instances';
import { latency } from './latency';
import { lists } from './lists';
import { mints } from './mints';
import { policy } from './policy';
import { resolution } from './resolution';
import { resources } from './resources';
import { scale } from './scale';

/** All rows in the order in which they are measured: what alters the worlds comes last. */
export const ROWS: readonly Row[] = [
  ...[mints, latency, console, policy, resolution, resources, instances],
  ...[scale, lists, audit, impact, bulk],
];
