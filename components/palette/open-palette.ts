/** What the palette can open with: the box to ask in, or the list of keyboard shortcuts. */
export type PaletteMode = 'ask' | 'shortcuts';

const EVENT = 'switchyard:palette';

/** Opens the palette from anywhere in the console. */
export function openPalette(mode: PaletteMode): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: mode }));
}

/** Calls back whenever somebody opens the palette so; returns how to stop that. */
export function onOpenPalette(open: (mode: PaletteMode) => void): () => void {
  const listener = (event: Event) => open((event as CustomEvent<PaletteMode>).detail);
  window.addEventListener(EVENT, listener);
  return () => window.removeEventListener(EVENT, listener);
}
