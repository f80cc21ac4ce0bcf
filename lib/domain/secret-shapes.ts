/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Names of values that are secret, as they stand in text before `=` or `:`. */
const NAME =
  '(?:passw(?:or)?d|passphrase|pwd|secret|secrets?[_-]?key|token|api[_-]?key|private[_-]?key|signing[_-]?key|code[_-]?verifier|credentials?)(?:[_-]?hash)?(?:\\.\\d+)?';

/** Not what is redacted already, and not a placeholder in a sentence, such as <token>. */
const REAL = '(?!\\s*(?:(?:bearer|basic)(?:\\s|%20|\\+)+)?(?:[[<]|redacted\\]))';

/** At least one character that hardly stands in a plain word. */
const RANDOM = '(?=[A-Za-z_./~-]*[A-Z0-9+=])';

/** JSON within JSON has backslashes before its quotes. */
const QUOTE = `\\\\*["'\`]`;

interface Shape {
  /** Stands in whatever looks like this: a look that costs next to nothing. */
  sign: string | RegExp;
  looks: RegExp;
  /** What is left of it. */
  left: string;
}

const shape = (sign: Shape['sign'], looks: RegExp, left = REDACTED): Shape => ({
  sign,
  looks,
  left,
});

const NAMES = /passw|passph|pwd|secret|token|api_?-?key|private|signing|verifier|credential/i;

/**
 * What secrets look like. None of these takes a quote or a backslash away, so that text which is JSON
 * stays JSON.
 */
const SHAPES: readonly Shape[] = [
  shape(
    'PRIVATE KEY',
    /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\w+/=:,.\s-]|\\+[nrt]|\\*'\s*\+\s*\\*'|\\+"\s*\+\s*\\+")*/g,
  ),
  // An address or a connection string with credentials in it.
  shape('@', /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>\\]*:[^\s/?#"'<>\\]*@/gi, `$1${REDACTED}@`),
  // JSON Web Tokens, and the encrypted ones that sessions of people are kept in.
  shape('eyJ', /\beyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g),
  shape('k_', /(?<![A-Za-z0-9])(?:sk|rk)_[\w*-]{8,}/g),
  shape('whsec_', /(?<![A-Za-z0-9])whsec_[\w+/=-]{6,}/g),
  // Tokens and invitations of our own; the first characters of a token are shown on purpose.
  shape('sw_', /(?<![A-Za-z0-9])sw_[\w-]{20,}/g),
  shape('inv_', /(?<![A-Za-z0-9])inv_[\w-]{20,}/g),
  shape('accs_secret_', /(?<!\w)accs_secret_\w{4,}/g),
  shape('_secret_', /(?<!\w)\w*_secret_(?=[a-z_]*[A-Z0-9]|[a-z_]{16})[\w%+/=-]{6,}/g),
  shape('scrypt$', /\bscrypt\$[\w-]+\$[\w-]+/g),
  shape(
    /bearer|basic/i,
    new RegExp(`\\b((?:bearer|basic)(?:\\s|%20|\\+)+)${RANDOM}[\\w.~+/=-]{8,}`, 'gi'),
    `$1${REDACTED}`,
  ),
  // Headers, as they stand in text: all of the line.
  shape(
    /authorization|cookie|x-api-key/i,
    new RegExp(
      `(\\b(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(?:${QUOTE})?\\s*[:=]\\s*(?:\\[\\s*)?(?:${QUOTE})?)${REAL}[^"'\`\\\\\\r\\n]+`,
      'gi',
    ),
    `$1${REDACTED}`,
  ),
  shape(
    NAMES,
    new RegExp(
      `(${NAME}(?:${QUOTE})?\\s*[:=]\\s*(?:\\[\\s*)?${QUOTE})${REAL}(?:(?<=")[^"\\\\]+|(?<!")[^"'\`\\\\]+)`,
      'gi',
    ),
    `$1${REDACTED}`,
  ),
  shape(
    /=|%3D/i,
    new RegExp(`(${NAME}(?:=|%3D))${REAL}[^\\s"'\`\\\\&;,<>]+`, 'gi'),
    `$1${REDACTED}`,
  ),
  shape('code=', /([?&]code=)[^\s"'\\&]+/gi, `$1${REDACTED}`),
];

const shows = (text: string, sign: Shape['sign']) =>
  typeof sign === 'string' ? text.includes(sign) : sign.test(text);

/**
 * Whatever a shape is found in has one of these, and most lines of a log have none of them: a look
 * costs a microsecond. As one expression they would cost four times as much.
 */
const SUSPECTS: readonly RegExp[] = [
  /[ \t\r=@$%+\\'`]|[ckvw]_|_s|\n./,
  /eyJ|cookie|authorization|-key/i,
  /:(?=\[?")(?<=(?:word|passwd|pwd|phrase|hash|secret|token|key|verifier|credentials?)(?:\.\d+)?"?:)/i,
];

/** Shorter ones stand in ordinary words. */
const SHORTEST_KNOWN = 12;

const known = new Set<string>();

/**
 * Adds secrets of this process that may look like anything, e.g. the one that signs sessions: from
 * here on they are redacted wherever they stand.
 */
export function redactAlso(secrets: readonly string[]): void {
  for (const secret of secrets) {
    if (secret.length < SHORTEST_KNOWN) continue;
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      known.add(form);
    }
  }
}

function withoutKnown(text: string): string {
  let rest = text;
  for (const secret of known) {
    if (rest.includes(secret)) rest = rest.replaceAll(secret, REDACTED);
  }
  return rest;
}

/**
 * A text with everything cut out that looks like a secret. Text that is JSON stays JSON, and what is
 * redacted already stays as it is.
 */
export function redactText(text: string): string {
  let rest = withoutKnown(text);
  if (!SUSPECTS.some((suspect) => suspect.test(rest))) return rest;
  for (const { sign, looks, left } of SHAPES) {
    if (shows(rest, sign)) rest = rest.replace(looks, left);
  }
  return rest;
}
