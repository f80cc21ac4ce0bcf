import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../lib/files';
import { readAudit } from './advisories';
import { isAllowed, licenceFaults, shipped } from './licences';
import { type Lock, type Locked, lockFaults, type Manifest, withoutChecksum } from './lock';
import { sbomOfShipped } from './sbom';
import { WHY } from './why';

const read = <T>(name: string) =>
  JSON.parse(readFileSync(path.join(projectRoot, name), 'utf8')) as T;

const lock = read<Lock>('package-lock.json');
const manifest = read<Manifest>('package.json');

/** The lock file with one package altered, or one more. */
function altered(place: string, more: Partial<Locked>): Lock {
  const one = { ...lock.packages[place], ...more };
  return { ...lock, packages: { ...lock.packages, [place]: one } };
}

test('the dependencies are as they have to be', () => {
  expect(lockFaults(lock, manifest)).toEqual([]);
  expect(licenceFaults(lock)).toEqual([]);
  // For how many nobody can say what is in them; fewer is better, more is a decision.
  expect(withoutChecksum(lock)).toHaveLength(24);
});

describe('it is said of a package', () => {
  const place = 'node_modules/pino';
  const strange = { version: '1.0.0', integrity: lock.packages[place]?.integrity, license: 'MIT' };

  test.each<[what: string, with_: Lock, words: string]>([
    [
      'that comes from git',
      altered(place, { resolved: 'git+ssh://git@host/pino.git#1' }),
      'pino does not come from a registry',
    ],
    [
      'that comes without encryption',
      altered(place, { resolved: 'http://host/pino/-/pino-1.tgz' }),
      'pino does not come from a registry',
    ],
    ['that is a link', altered(place, { link: true }), 'pino is a link'],
    [
      'that asks for one from elsewhere',
      altered(place, { dependencies: { x: 'github:a/b' } }),
      'asks for x from elsewhere: github:a/b',
    ],
    [
      'that asks for a file',
      altered(place, { dependencies: { x: 'file:../x' } }),
      'asks for x from elsewhere',
    ],
    [
      'that asks for one that is not there',
      altered(place, { dependencies: { 'not-there': '1' } }),
      'pino asks for not-there, which',
    ],
    ['without a checksum', altered(place, { integrity: undefined }), 'pino has no checksum'],
    ['with a weak checksum', altered(place, { integrity: 'sha1-abc=' }), 'no SHA-512'],
    [
      'of another version',
      altered(place, { version: '10.3.9' }),
      'pino is 10.4.0 in package.json, and not',
    ],
    [
      'with an install script',
      altered(place, { hasInstallScript: true }),
      'pino has an install script that allowScripts does not name',
    ],
    [
      'like a platform’s build, but of somebody else',
      altered('node_modules/evil-linux-x64', {
        ...strange,
        integrity: undefined,
        optional: true,
        os: ['linux'],
      }),
      'evil-linux-x64 has no checksum',
    ],
  ])('%s', (_what, with_, words) => {
    expect(lockFaults(with_, manifest).join('\n')).toContain(words);
  });

  test('that is direct and has no line on why it is there', () => {
    const more = { ...manifest, dependencies: { ...manifest.dependencies, more: '1.0.0' } };
    expect(lockFaults(lock, more)).toContain(
      'more has no line in scripts/supply/why.ts on why it is there.',
    );
    expect(lockFaults(lock, manifest, { ...WHY, gone: 'it was' })).toEqual([
      'gone stands in scripts/supply/why.ts, and is no dependency.',
    ]);
    const { pino: _, ...rest } = WHY;
    expect(lockFaults(lock, manifest, rest)).toHaveLength(1);
  });

  test('that is not pinned', () => {
    const loose = { ...manifest, dependencies: { ...manifest.dependencies, pino: '^10.4.0' } };
    expect(lockFaults(lock, loose)).toContain('pino is not pinned: ^10.4.0');
  });

  test.each(['GPL-3.0', 'AGPL-3.0-only', '', 'SEE LICENSE IN X', 'MIT AND GPL-3.0', 'EPL-2.0'])(
    'that ships under “%s”',
    (license) => {
      expect(licenceFaults(altered(place, { license }))).toHaveLength(1);
      expect(licenceFaults(altered(place, { license, dev: true }))).toEqual([]);
    },
  );
});

test.each([
  ['x', 'MIT', true],
  ['x', '(MIT OR GPL-3.0)', true],
  ['x', 'MIT and ISC', true],
  ['x', '(MIT OR (GPL-3.0 AND ISC))', false],
  ['elkjs', 'EPL-2.0', true],
  ['elkjs-more', 'EPL-2.0', false],
])('%s under %s: %s', (name, licence, allowed) => {
  expect(isAllowed({ name, licence })).toBe(allowed);
});

test('advisories are told from a registry that does not answer', () => {
  const report = (severity: string) =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities: { x: { severity, range: '<2' } } });
  expect(readAudit(report('critical'))).toEqual({
    is: 'found',
    advisories: ['x <2 has a known advisory: critical.'],
  });
  expect(readAudit(report('moderate'))).toEqual({ is: 'none' });
  const message = '405 Method Not Allowed - POST https://registry.invalid/-/npm/v1';
  expect(readAudit(JSON.stringify({ message }))).toEqual({
    is: 'not checked',
    why: 'the registry does not answer to npm audit (405 Method Not Allowed)',
  });
  expect(readAudit('')).toMatchObject({ is: 'not checked' });
});

test('the bill lists what ships and nothing else, or there is none', () => {
  const all = Object.entries(lock.packages)
    .filter(([place]) => place !== '')
    .map(([place, { version = '' }]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 13);
      return { 'bom-ref': `${name}@${version}`, name, version };
    });
  const npm = {
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'folder', 'bom-ref': 'own' } },
    components: all,
    dependencies: [{ ref: 'own', dependsOn: ['pino@10.4.0', 'vitest@4.1.12'] }],
  };
  const { components, dependencies, metadata } = sbomOfShipped(npm, lock);
  const names = new Set(components.map(({ name }) => name));
  expect(names).toEqual(new Set(shipped(lock).map(({ name }) => name)));
  expect(names.has('vitest')).toBe(false);
  expect(metadata.component.name).toBe('switchyard');
  expect(dependencies).toEqual([{ ref: 'own', dependsOn: ['pino@10.4.0'] }]);
  const less = { ...npm, components: all.filter(({ name }) => name !== 'pino') };
  expect(() => sbomOfShipped(less, lock)).toThrow('npm sbom left out pino.');
});
