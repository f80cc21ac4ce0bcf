import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const PREFIX = 'whsec_';
const ALGORITHM = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/** A key of its own, so that what signs sessions is never used for anything else. */
function key(): Buffer {
  const info = 'switchyard notice secrets v1';
  return Buffer.from(hkdfSync('sha256', env().NEXTAUTH_SECRET, '', info, 32));
}

/** A new secret to sign with, as Standard Webhooks writes them. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** A secret as it is kept: encrypted, and bound to its endpoint. */
export function seal(endpointId: string, secret: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, key(), iv).setAAD(Buffer.from(endpointId));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), text]));
}

/** A kept secret in its own form; null where it was sealed with another NEXTAUTH_SECRET. */
export function unseal(endpointId: string, sealed: Uint8Array): string | null {
  try {
    const decipher = createDecipheriv(ALGORITHM, key(), sealed.subarray(0, IV))
      .setAAD(Buffer.from(endpointId))
      .setAuthTag(sealed.subarray(IV, IV + TAG));
    const text = decipher.update(sealed.subarray(IV + TAG));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
