import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const ALGORITHM = 'aes-256-gcm';
/** What sealed bytes begin with; then the key's id, the nonce, the tag and the text. */
const MARK = Buffer.from('SWS1');
const ID = 8;
const NONCE = 12;
const TAG = 16;
const HEAD = MARK.length + ID;

/** Where a sealed value is kept: sealed for one row and column, it opens in no other. */
export interface Place {
  table: string;
  column: string;
  id: string;
}

/** A key with its id: the id tells nothing of the key, and stands in what the key seals. */
export interface Key {
  id: string;
  key: Buffer;
}

const derived = (from: string | Uint8Array, info: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', from, '', info, bytes));

const keyOf = (bytes: Uint8Array): Key => ({
  id: derived(bytes, 'switchyard sealed secrets v1: id', ID).toString('hex'),
  key: derived(bytes, 'switchyard sealed secrets v1: key', 32),
});

/** The keys of this process: the first one seals, all of them open. */
export interface Keys {
  current: Key;
  byId: ReadonlyMap<string, Key>;
}

/** The keys that the bytes in the configuration make, the current one first. */
export function keysOf(current: Uint8Array, old: readonly Uint8Array[]): Keys {
  const keys = [current, ...old].map(keyOf);
  const [first] = keys as [Key, ...Key[]];
  return { current: first, byId: new Map(keys.map((key) => [key.id, key])) };
}

let kept: Keys | undefined;

/** The keys of SECRETS_KEY and SECRETS_KEYS_OLD. */
export function keys(): Keys {
  kept ??= keysOf(env().SECRETS_KEY, env().SECRETS_KEYS_OLD);
  return kept;
}

const boundTo = ({ table, column, id }: Place) => Buffer.from([table, column, id].join('\0'));

/** A secret as it is kept: encrypted and signed with the current key, and bound to its place. */
export function seal(place: Place, secret: string, by = keys()): Uint8Array<ArrayBuffer> {
  const { id, key } = by.current;
  const head = Buffer.concat([MARK, Buffer.from(id, 'hex')]);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(
    Buffer.concat([head, boundTo(place)]),
  );
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([head, nonce, cipher.getAuthTag(), text]));
}

/** The id of the key that sealed a value; null for one from before keys had ids. */
export function keyIdOf(sealed: Uint8Array): string | null {
  if (!MARK.equals(sealed.subarray(0, MARK.length))) return null;
  return Buffer.from(sealed.subarray(MARK.length, HEAD)).toString('hex');
}

function decrypt(key: Buffer, bound: Buffer, rest: Uint8Array): string | null {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, rest.subarray(0, NONCE), {
      authTagLength: TAG,
    })
      .setAAD(bound)
      .setAuthTag(rest.subarray(NONCE, NONCE + TAG));
    const text = decipher.update(rest.subarray(NONCE + TAG));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Values from before keys had ids are encrypted with a key made from NEXTAUTH_SECRET. */
const firstKey = () => derived(env().NEXTAUTH_SECRET, 'switchyard notice secrets v1', 32);

/**
 * A kept secret in its own form; null where its key is not among those of this process, it was
 * altered, or it was sealed for another place.
 */
export function unseal(place: Place, sealed: Uint8Array, by = keys()): string | null {
  const id = keyIdOf(sealed);
  if (id === null) return decrypt(firstKey(), Buffer.from(place.id), sealed);
  const known = by.byId.get(id);
  if (!known) return null;
  const bound = Buffer.concat([sealed.subarray(0, HEAD), boundTo(place)]);
  return decrypt(known.key, bound, sealed.subarray(HEAD));
}
