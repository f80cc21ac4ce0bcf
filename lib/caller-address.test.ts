import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerOf } from './caller-address';

test.each([
  [null, 'unknown'],
  [undefined, 'unknown'],
  ['', 'unknown'],
  ['203.0.113.7', '203.0.113.7'],
  ['198.51.100.2, 203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:51342', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['no address', 'no address'],
])('%s is %s', (forwardedFor, caller) => expect(callerOf(forwardedFor)).toBe(caller));

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });

test('one network of 64 bits is one caller, and another is another', () => {
  fc.assert(
    fc.property(groups(4), groups(4), groups(4), groups(4), (network, other, host, next) => {
      const at = (...parts: string[][]) => callerOf(parts.flat().join(':'));
      expect(at(network, host)).toBe(at(network, next));
      expect(at(network, host) === at(other, host)).toBe(network.join() === other.join());
    }),
  );
});
