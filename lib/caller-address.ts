import { isIP } from 'node:net';

/** An address without what a proxy may have written around it: a port, brackets, a zone. */
function bare(written: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(written) ?? [];
  const [, beforePort] = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(written) ?? [];
  return (bracketed ?? beforePort ?? written).replace(/%.*$/, '');
}

/** The eight groups of an IPv6 address, in the one way in which a URL writes them. */
function groupsOf(address: string): string[] {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean));
  if (after === undefined || !head || !tail) return before.split(':');
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}

/**
 * Who an address stands for where guesses are counted: the last one in `X-Forwarded-For`, which the
 * proxy in front or the front itself has written. Of an IPv6 address its network of 64 bits counts,
 * because that is what one household is given: whoever has it has more addresses than anybody counts.
 * `unknown` where there is none; what is no address stands for itself.
 */
export function callerOf(forwardedFor: string | null | undefined): string {
  const address = bare(forwardedFor?.split(',').at(-1)?.trim() ?? '');
  if (isIP(address) !== 6) return address || 'unknown';
  const groups = groupsOf(address);
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  const mapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (mapped && high !== undefined && low !== undefined) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
