import type { Ledger, Told } from './ledger';
import type { Scene } from './scene';
import type { Reply } from './send';

/** Something that machines or people do to the product. */
export interface Actor {
  name: string;
  /**
   * Does it once, at an instance and with what `random` chooses, and keeps in the ledger what was
   * acknowledged. A torn connection and a declared refusal are told; throws for what must not be.
   */
  act(scene: Scene, ledger: Ledger, random: () => number): Promise<Told>;
}

/** One of them by chance. */
export function oneOf<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
}

/** Where the next request goes. */
export const anyInstance = ({ instances }: Scene, random: () => number): string =>
  oneOf(instances, random).url;

/** A machine's headers. */
export const machine = ({ apiToken }: Scene) => ({ authorization: `Bearer ${apiToken}` });

/** What an actor tells of its last reply. */
export const toldOf = (actor: string, { status, ms, code }: Reply): Told => ({
  actor,
  status,
  ms,
  ...(code && { code }),
});
