/** What the last word of a connection string may ask for: the product always writes. */
const WRITABLE = new Set(['read-write', 'primary', 'any']);

/** Scheme and credentials, the servers, and the rest: a database's name and parameters. */
const PARTS = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/s;

function withoutTarget(rest: string): string {
  const [path = '', ...query] = rest.split('?');
  const kept = query
    .join('?')
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('target_session_attrs='));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}

/**
 * The servers that a connection string names, in its order, each as a string of its own. Several
 * stand behind commas, as libpq has it: `postgres://user:word@one:5432,two:5432/switchyard`. Throws,
 * with a sentence that holds nothing of the string, where it is none or asks for a server that
 * cannot be written to.
 */
export function serversOf(url: string): [string, ...string[]] {
  const [, scheme = '', credentials = '', hosts = '', rest = ''] = PARTS.exec(url) ?? [];
  if (scheme === '') throw new Error('has to begin with postgres:// or postgresql://');
  const [, target] = /[?&]target_session_attrs=([^&#]*)/.exec(rest) ?? [];
  if (target !== undefined && !WRITABLE.has(target)) {
    throw new Error('target_session_attrs can only be read-write: Switchyard writes');
  }
  const [first = '', ...others] = hosts.split(',').map((host) => {
    const server = `${scheme}${credentials}${host}${withoutTarget(rest)}`;
    const named = host !== '' || !hosts.includes(',');
    if (!named || !URL.canParse(server)) throw new Error('names a server that is no host:port');
    return server;
  });
  return [first, ...others];
}

/** Which of several servers is asked: the one that was good last, until somebody passes it over. */
export class Servers {
  private at = 0;

  constructor(private readonly urls: readonly [string, ...string[]]) {}

  /** The connection string of the server to ask now. */
  get now(): string {
    return this.urls[this.at] ?? this.urls[0];
  }

  get count(): number {
    return this.urls.length;
  }

  /** Asks the next one from now on, unless somebody went on to it already. */
  passOver(url: string): void {
    if (url === this.now) this.at = (this.at + 1) % this.urls.length;
  }
}
