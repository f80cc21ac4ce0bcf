import type { Actor } from './actor';
import { dropInMint, mint } from './mint-actors';
import { page, read, signIn, webhook } from './other-actors';
import { approval, bulk, edit, schedule } from './policy-actors';

export type { Actor } from './actor';
export type { Told } from './ledger';
export { prepare } from './prepare';
export { hangUp } from './send';

/** All that machines and people do. `prepare` has a scene made ready for them. */
export const ACTORS: readonly Actor[] = [
  ...[mint, dropInMint],
  ...[edit, approval, schedule, bulk],
  ...[webhook, signIn, page, read],
];
