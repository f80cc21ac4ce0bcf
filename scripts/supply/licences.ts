import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Lock, nameAt, packagesOf } from './lock';

/** Licences that ask for no more than to be named. */
const ALLOWED = new Set([
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'],
  ...['Unlicense', 'BlueOak-1.0.0', 'CC0-1.0'],
]);

/** Others, each for the packages that it is fine for, and why. */
const FOR_SOME: readonly { licence: string; packages: RegExp; why: string }[] = [
  {
    licence: 'OFL-1.1',
    packages: /^geist$/,
    why: 'a typeface, served as it is',
  },
  { licence: 'CC-BY-4.0', packages: /^caniuse-lite$/, why: 'data that is used at build time' },
  { licence: 'MPL-2.0', packages: /^lightningcss(?:-|$)/, why: 'used at build time, unaltered' },
  {
    licence: 'LGPL-3.0-or-later',
    packages: /^@img\/sharp-/,
    why: 'a library of its own that Next loads, unaltered, where it is installed',
  },
  {
    licence: 'EPL-2.0',
    packages: /^elkjs$/,
    why: 'comes with Prisma’s own tools, unaltered, and is never loaded',
  },
];

/** Licences that packages do not say, or say in other words. */
const SAID_ELSEWHERE: readonly { packages: RegExp; licence: string; where: string }[] = [
  { packages: /^geist$/, licence: 'OFL-1.1', where: 'its LICENSE.TXT' },
  { packages: /^seq-queue$/, licence: 'MIT', where: 'its LICENSE' },
  { packages: /^@next\/swc-/, licence: 'MIT', where: 'next, of which it is a part' },
  {
    packages: /^@tailwindcss\/oxide-/,
    licence: 'MIT',
    where: '@tailwindcss/oxide, of which it is a part',
  },
];

/** A package that ships: one of the production tree, on whatever platform. */
export interface Shipped {
  name: string;
  version: string;
  licence: string;
  place: string;
}

/** All packages that ship, by name and version. */
export function shipped(lock: Lock): Shipped[] {
  return packagesOf(lock)
    .filter(([, { dev }]) => !dev)
    .map(([place, { version = '', license }]) => {
      const name = nameAt(place);
      const known = SAID_ELSEWHERE.find(({ packages }) => packages.test(name));
      return { name, version, place, licence: known?.licence ?? license ?? '' };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

function mayHave(name: string, licence: string): boolean {
  if (ALLOWED.has(licence)) return true;
  return FOR_SOME.some((one) => one.licence === licence && one.packages.test(name));
}

/** Whether a package's licence is one that may ship: all that are joined by AND, one of OR. */
export function isAllowed({ name, licence }: Pick<Shipped, 'name' | 'licence'>): boolean {
  const words = licence.trim().replace(/^\((.*)\)$/, '$1');
  if (words === '' || /[()]/.test(words)) return false;
  return words
    .split(/\s+or\s+/i)
    .some((all) => all.split(/\s+and\s+/i).every((one) => mayHave(name, one)));
}

/** What ships under a licence that is not allowed, a sentence each. */
export const licenceFaults = (lock: Lock): string[] =>
  shipped(lock)
    .filter((one) => !isAllowed(one))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version} ships under ${licence || 'no licence that it says'}.`,
    );

/** The text of a package's licence, where it is installed and has one. */
function textOf(root: string, { place }: Shipped): string {
  const folder = path.join(root, place);
  if (!existsSync(folder)) return '';
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:\.|$)/i.test(name));
  return file ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
}

/** The list of all that ships, with licences and, for what is installed here, their texts. */
export function licenceList(lock: Lock, root: string): string {
  const all = shipped(lock);
  const table = all.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = all.flatMap((one) => {
    const text = textOf(root, one);
    return text ? [`${'='.repeat(80)}\n${one.name} ${one.version}\n\n${text}`] : [];
  });
  return `Third-party packages that ship with Switchyard\n\n${table.join('\n')}\n\n${texts.join('\n\n')}\n`;
}
