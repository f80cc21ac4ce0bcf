const BEYOND_ASCII = /[\u0080-\uffff]/g;

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON text of which every character is one byte. */
export type AsciiJson = string & { readonly ascii: true };

/**
 * A value as JSON in ASCII alone, with everything else escaped: the same to whoever parses it. V8 keeps
 * such text in half the memory, and it becomes the bytes of an answer several times as fast.
 */
export const asciiJson = (value: unknown): AsciiJson =>
  JSON.stringify(value).replaceAll(BEYOND_ASCII, escaped) as AsciiJson;
