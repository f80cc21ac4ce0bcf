/** The variable that holds the token in every snippet: no snippet ever has a token in it. */
export const TOKEN_VARIABLE = 'SWITCHYARD_TOKEN';

const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

/** A text as one word of a POSIX shell, in which nothing is expanded. */
export function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n' };

/** A text as a string of JavaScript that may stand in a script of a page, too. */
export function jsString(text: string): string {
  const inside = text.replace(/[\\'<\p{Cc}\u2028\u2029]/gu, (letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
    return ESCAPED[letter] ?? `\\u${code}`;
  });
  return `'${inside}'`;
}

/** A name as the key of an object of JavaScript. */
export const jsKey = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : jsString(name));

/** The first words of a curl command for a route: where it goes and with whose token. */
export function curlStart(method: string, address: string, authorized = true): string[] {
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${shellWord(address)}`,
    ...(authorized ? [`  -H "Authorization: Bearer $${TOKEN_VARIABLE}"`] : []),
  ];
}

/** The lines of one command, each but the last with the sign that it goes on. */
export const commandOf = (lines: readonly string[]) => lines.join(' \\\n');
