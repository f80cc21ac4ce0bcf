const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Gives that many random bytes; injected so that a test can foresee ids. */
export type RandomBytes = (size: number) => Uint8Array;

/** An id of Stripe's form: a prefix and that many base62 characters. */
export function newId(prefix: string, length: number, random: RandomBytes): string {
  const bytes = random(length * 2);
  let id = prefix;
  for (let i = 0; i < length; i += 1) {
    // Two bytes a character keep the bias of the remainder below a thousandth.
    const value = (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0);
    id += alphabet.charAt(value % alphabet.length);
  }
  return id;
}
