import { WHY } from './why';

/** One package of package-lock.json. */
export interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  link?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** package-lock.json, as far as it is read here. The project itself stands under the empty name. */
export interface Lock {
  lockfileVersion: number;
  packages: Record<string, Locked>;
}

/** package.json, as far as it is read here. */
export interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

/**
 * Whose builds for single platforms may lack a checksum: the registry at hand did not have all of them
 * when the lock file was written, and npm ci needs them named (scripts/complete-lockfile.mjs). Where
 * one of these is installed, its checksum is not compared with anything that was kept.
 */
const MAY_LACK_CHECKSUM = /^@(?:biomejs\/cli|next\/swc|stripe\/cli|tailwindcss\/oxide)-/;

/** A package's name, by where it is installed. */
export const nameAt = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 13);

/** All packages but the project itself. */
export const packagesOf = ({ packages }: Lock) =>
  Object.entries(packages).filter(([place]) => place !== '');

const isPlatformBuild = ({ optional, os, cpu }: Locked) =>
  optional === true && (os !== undefined || cpu !== undefined);

/** Packages whose content nobody can compare: see MAY_LACK_CHECKSUM. */
export const withoutChecksum = (lock: Lock): string[] =>
  packagesOf(lock).flatMap(([place, { integrity }]) => (integrity ? [] : [nameAt(place)]));

/** Where a package would find another one that it asks for; undefined where it is nowhere. */
function found({ packages }: Lock, from: string, name: string): string | undefined {
  for (
    let place = from;
    ;
    place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))
  ) {
    const at = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (packages[at]) return at;
    if (place === '') return undefined;
  }
}

/** Versions and ranges, and other names in the registry: nothing that leads elsewhere. */
const FROM_REGISTRY = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?[\w.*^~<>=|+ -]*$/;

function sourceFaults(place: string, one: Locked): string[] {
  const name = nameAt(place);
  const faults: string[] = [];
  if (one.link) faults.push(`${name} is a link to a folder.`);
  if (one.resolved !== undefined && !/^https:\/\/[^/]+\/.*\/-\/[^/]+\.tgz$/.test(one.resolved)) {
    faults.push(`${name} does not come from a registry: ${one.resolved}`);
  }
  for (const [wanted, spec] of Object.entries({
    ...one.dependencies,
    ...one.optionalDependencies,
  })) {
    if (!FROM_REGISTRY.test(spec))
      faults.push(`${name} asks for ${wanted} from elsewhere: ${spec}`);
  }
  if (!one.version) faults.push(`${name} has no version.`);
  if (one.integrity === undefined) {
    if (!(isPlatformBuild(one) && MAY_LACK_CHECKSUM.test(name))) {
      faults.push(`${name} has no checksum.`);
    }
  } else if (!/^sha512-[\w+/]{86}==$/.test(one.integrity)) {
    faults.push(`${name} has a checksum that is no SHA-512.`);
  }
  return faults;
}

function completenessFaults(lock: Lock, manifest: Manifest): string[] {
  const faults: string[] = [];
  if (lock.lockfileVersion !== 3) faults.push('package-lock.json is not of version 3.');
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    const locked = lock.packages['']?.[kind] ?? {};
    for (const [name, version] of Object.entries(manifest[kind])) {
      if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) faults.push(`${name} is not pinned: ${version}`);
      const installed = lock.packages[`node_modules/${name}`]?.version;
      if (locked[name] !== version || installed !== version) {
        faults.push(`${name} is ${version} in package.json, and not in package-lock.json.`);
      }
    }
    for (const name of Object.keys(locked)) {
      if (!(name in manifest[kind])) faults.push(`${name} is not in package.json any more.`);
    }
  }
  for (const [place, { dependencies = {}, optionalDependencies = {} }] of packagesOf(lock)) {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (found(lock, place, name) === undefined && name in dependencies) {
        faults.push(`${nameAt(place)} asks for ${name}, which package-lock.json does not have.`);
      }
    }
  }
  return faults;
}

function scriptFaults(lock: Lock, { allowScripts }: Manifest): string[] {
  const withScript = new Set(
    packagesOf(lock).flatMap(([place, one]) => (one.hasInstallScript ? [nameAt(place)] : [])),
  );
  const unnamed = [...withScript].filter((name) => !(name in allowScripts));
  const idle = Object.keys(allowScripts).filter((name) => !withScript.has(name));
  return [
    ...unnamed.map((name) => `${name} has an install script that allowScripts does not name.`),
    ...idle.map((name) => `${name} stands in allowScripts, and has no install script.`),
  ];
}

function reasonFaults(manifest: Manifest, why: Readonly<Record<string, string>>): string[] {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };
  return [
    ...Object.keys(direct)
      .filter((name) => !why[name]?.trim())
      .map((name) => `${name} has no line in scripts/supply/why.ts on why it is there.`),
    ...Object.keys(why)
      .filter((name) => !(name in direct))
      .map((name) => `${name} stands in scripts/supply/why.ts, and is no dependency.`),
  ];
}

/** What is wrong with the dependencies as they are written down, a sentence each. */
export function lockFaults(lock: Lock, manifest: Manifest, why = WHY): string[] {
  return [
    ...completenessFaults(lock, manifest),
    ...packagesOf(lock).flatMap(([place, one]) => sourceFaults(place, one)),
    ...scriptFaults(lock, manifest),
    ...reasonFaults(manifest, why),
  ];
}
