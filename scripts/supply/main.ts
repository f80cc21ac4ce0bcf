import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { guardErrors } from '../../lib/guard-output';
import { projectRoot } from '../lib/files';
import { type Audited, readAudit } from './advisories';
import { licenceFaults, licenceList, shipped } from './licences';
import { type Lock, lockFaults, type Manifest, packagesOf, withoutChecksum } from './lock';
import { sbomOfShipped } from './sbom';

const USAGE = `Usage: npm run supply                       check all dependencies
       npm run supply -- --offline          the same without asking the registry for advisories
       npm run supply -- --licences FILE    write what ships, with licences
       npm run supply -- --sbom FILE        write what ships as CycloneDX JSON
Ends with 0 where all is well, 1 where something is wrong, 2 where it could not be checked, and 3 where
all is well but the registry did not say whether there are advisories.`;

const read = <T>(name: string) =>
  JSON.parse(readFileSync(path.join(projectRoot, name), 'utf8')) as T;

function npm(...args: string[]) {
  const { stdout, status, error } = spawnSync('npm', args, {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  return { stdout, status };
}

function writeSbom(file: string, lock: Lock): void {
  const { stdout, status } = npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only');
  if (status !== 0) throw new Error('npm sbom failed; it needs npm 10 or later.');
  const sbom = sbomOfShipped(JSON.parse(stdout), lock);
  writeFileSync(path.resolve(file), `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(`${sbom.components.length} packages written to ${file} as CycloneDX.`);
}

/** What the registry says of what ships. */
function advisories(): Audited {
  return readAudit(npm('audit', '--omit=dev', '--audit-level=high', '--json').stdout);
}

function check(lock: Lock, offline: boolean): number {
  const faults = [...lockFaults(lock, read<Manifest>('package.json')), ...licenceFaults(lock)];
  const unverified = withoutChecksum(lock);
  console.log(`${packagesOf(lock).length} packages locked, ${shipped(lock).length} of them ship.`);
  console.log(
    `${unverified.length} builds for other platforms have no checksum: ${unverified.join(', ') || 'none'}.`,
  );
  const audited: Audited = offline
    ? { is: 'not checked', why: 'with --offline the registry is not asked' }
    : advisories();
  if (audited.is === 'found') faults.push(...audited.advisories);
  for (const fault of faults) console.log(`WRONG: ${fault}`);
  if (audited.is === 'none') console.log('Advisories: none that is high or critical.');
  if (audited.is === 'not checked') console.log(`Advisories: NOT CHECKED: ${audited.why}.`);
  console.log(faults.length === 0 ? 'Nothing is wrong.' : `${faults.length} things are wrong.`);
  if (faults.length > 0) return 1;
  return audited.is === 'not checked' && !offline ? 3 : 0;
}

function main(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      offline: { type: 'boolean', default: false },
      licences: { type: 'string' },
      sbom: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const lock = read<Lock>('package-lock.json');
  if (values.licences) {
    writeFileSync(path.resolve(values.licences), licenceList(lock, projectRoot));
    console.log(`${shipped(lock).length} packages written to ${values.licences}.`);
  }
  if (values.sbom) writeSbom(values.sbom, lock);
  return values.licences || values.sbom ? 0 : check(lock, values.offline);
}

guardErrors();
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`Could not check: ${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
