import { z } from 'zod';

const BYTES = 32;

/** Bytes drawn by chance hardly ever repeat this much; words and repeated characters do. */
const LEAST_DIFFERENT = 16;

const HOW = 'Make one with: npm run secrets:rotate -- --new-key';

/** The bytes of a key as it is written; null where that is neither base64 nor hexadecimal. */
function bytesOf(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) {
    return Uint8Array.from({ length: BYTES }, (_, i) =>
      Number.parseInt(text.slice(i * 2, i * 2 + 2), 16),
    );
  }
  if (!/^[\w+/-]+={0,2}$/.test(text)) return null;
  try {
    const plain = text.replaceAll('-', '+').replaceAll('_', '/');
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** What is wrong with a key, in words that tell what to do; null where nothing is. */
function faultOf(key: Uint8Array | null): string | null {
  if (key === null) return `not a key in base64. ${HOW}`;
  if (key.length !== BYTES) {
    return `a key has ${BYTES} bytes, and this one has ${key.length}: was it copied whole? ${HOW}`;
  }
  if (new Set(key).size < LEAST_DIFFERENT) return `not drawn by chance. ${HOW}`;
  return null;
}

function read(text: string, context: z.RefinementCtx): Uint8Array {
  const key = bytesOf(text.trim());
  const fault = faultOf(key);
  if (key !== null && fault === null) return key;
  context.addIssue({ code: 'custom', message: fault ?? '' });
  return z.NEVER;
}

/** The key that secrets are sealed with: 32 random bytes, in base64 or hexadecimal. */
export const secretsKey = z
  .string({ error: `missing. ${HOW}, and keep it where you keep your passwords` })
  .transform(read);

/** Former keys, behind commas: what they sealed can still be opened. */
export const secretsKeys = z.string().transform((text, context) =>
  text
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((one) => read(one, context)),
);
