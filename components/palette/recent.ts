/** Something that was gone to through the palette: its id and its name, and nothing else. */
export interface Recent {
  kind: 'account' | 'template';
  id: string;
  name: string;
}

const KEY = 'switchyard.recent';
const KEPT = 6;

const isRecent = (value: unknown): value is Recent => {
  const { kind, id, name } = (value ?? {}) as Partial<Record<keyof Recent, unknown>>;
  return (
    (kind === 'account' || kind === 'template') &&
    typeof id === 'string' &&
    typeof name === 'string'
  );
};

/** What was gone to last in this browser, the latest first; empty where the browser keeps nothing. */
export function readRecent(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Puts something first among what was gone to last. */
export function keepRecent({ kind, id, name }: Recent): void {
  const others = readRecent().filter((other) => other.kind !== kind || other.id !== id);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ kind, id, name }, ...others].slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing still finds everything.
  }
}

/** Forgets what was gone to, for whoever signs in next. */
export function forgetRecent(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept either.
  }
}
