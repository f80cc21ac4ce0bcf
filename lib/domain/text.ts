import { z } from 'zod';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const UNPRINTABLE_BUT_NEWLINE = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

const text = (max: number, unprintable: RegExp) =>
  z
    .string()
    .max(max)
    .refine((value) => !unprintable.test(value), 'Control characters are not allowed.')
    .transform((value) => value.trim())
    .refine((value) => value.length > 0, 'This must not be empty.');

/** One line of text for people: trimmed, not empty, without control characters. */
export const line = (max: number) => text(max, UNPRINTABLE);

/** Text for people that may have several lines: trimmed, not empty, no control characters. */
export const prose = (max: number) => text(max, UNPRINTABLE_BUT_NEWLINE);

/** An account's tag: a short line, without commas because lists of tags are written with them. */
export const tag = line(40).refine((value) => !value.includes(','), 'A tag has no comma in it.');

/** A word to look for: trimmed, without control characters; it may be empty. */
export const searchWord = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !UNPRINTABLE.test(value), 'Control characters are not allowed.')
    .transform((value) => value.trim());

/** Yes or no in a query: `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A connected account's id as Stripe makes them. */
export const accountId = z
  .string()
  .regex(/^acct_[A-Za-z0-9]{1,60}$/, 'An account id looks like acct_ and letters or digits.');

/** A template's key: it is chosen once and stands in URLs, files and the audit. */
export const templateKey = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,62}$/,
    'A template key starts with a small letter; small letters, digits, - and _ may follow (63 at most).',
  );

/** A revision number; 0 is an account's policy before its first change. */
export const revisionNumber = z.int().min(0).max(2_147_483_647);

/** An exact moment: ISO 8601 with a zone. */
export const moment = z.iso
  .datetime({ offset: true, error: 'A time looks like 2026-11-21T12:00:00Z.' })
  .transform((text) => new Date(text));
