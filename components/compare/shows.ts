/** How much of a comparison is shown, with the words on the switch. */
export const SHOWS = {
  values: 'Values that differ',
  differences: 'All differences',
  all: 'All cells',
} as const;

export type Show = keyof typeof SHOWS;
export const SHOW_KEYS = Object.keys(SHOWS) as Show[];

/** What an address asks to be shown, or the values that differ. */
export const showOf = (text: string | undefined): Show =>
  SHOW_KEYS.find((show) => show === text) ?? 'values';
