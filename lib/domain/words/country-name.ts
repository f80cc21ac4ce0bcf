const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** A country's name for its two-letter code; the code itself where it is none. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
