import 'server-only';
import dns from 'node:dns';
import net from 'node:net';

/**
 * What nothing is sent to, by whatever name: the addresses at which clouds tell a machine its own
 * credentials, and other link-local ones. Private networks are allowed: receivers often are there.
 */
const REFUSED = new net.BlockList();
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4');
REFUSED.addSubnet('0.0.0.0', 8, 'ipv4');
REFUSED.addAddress('100.100.100.200', 'ipv4');
REFUSED.addAddress('168.63.129.16', 'ipv4');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
REFUSED.addAddress('::', 'ipv6');
// The same through a translator from IPv6 (RFC 6052).
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

const LOOPBACK = new net.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a notice may be sent to an IP address; without encryption only within this machine. */
export function mayCall(address: string, encrypted: boolean): boolean {
  const family = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  if (!net.isIP(address) || REFUSED.check(address, family)) return false;
  return encrypted || LOOPBACK.check(address, family);
}

/** The IP address that a URL's host is by itself; null where it is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return net.isIP(bare) ? bare : null;
}

/** A name that leads to an address which is refused. */
export const ADDRESS_REFUSED = 'ADDRESS_REFUSED';

/**
 * Looks a name up for a connection, and refuses it where any of its addresses is refused. The
 * connection is made to what was looked at, so that the name cannot lead elsewhere in between.
 */
export function lookupFor(encrypted: boolean): net.LookupFunction {
  return (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return done(error ?? new Error('No address'), '', 0);
      if (!found.every(({ address }) => mayCall(address, encrypted))) {
        const refused = Object.assign(new Error('Refused'), { code: ADDRESS_REFUSED });
        return done(refused, '', 0);
      }
      if (options.all) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}
