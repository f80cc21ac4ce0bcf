import type { Option } from './chips-field';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** What region names know and is no country: groups of countries, and codes for tests and nothing. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a code is the present one, and none that a country or its part had before. */
const isCurrent = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

/** All countries by name. */
export const COUNTRIES: readonly Option[] = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first + second),
)
  .filter((code) => !NO_COUNTRIES.has(code) && isCurrent(code))
  .flatMap((value) => {
    const name = names.of(value);
    return name ? [{ value, name }] : [];
  })
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));
