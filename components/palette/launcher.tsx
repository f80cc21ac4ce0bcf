'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Permission } from '@/lib/domain/permissions';
import { useLazy } from '../shell/use-lazy';
import { useHydrated } from '../ui/time';
import { hasCommand } from './keys';
import { onOpenPalette, type PaletteMode } from './open-palette';

const fetchPalette = () => import('./palette').then((module) => module.Palette);

/**
 * The box in the shell and the keys that open the palette. The palette itself comes with the first
 * sign that somebody wants it: the box is pointed at, or Ctrl or Command goes down.
 */
export function Launcher({ permissions }: { permissions: readonly Permission[] }) {
  const { Loaded: Palette, failed, load } = useLazy(fetchPalette);
  const [mode, setMode] = useState<PaletteMode | null>(null);
  /** What is typed while the palette is on its way, Enter as a line's end; it must not reach the page. */
  const typed = useRef('');
  const hydrated = useHydrated();
  const waiting = mode !== null && !Palette;

  const open = (wanted: PaletteMode | null) => {
    typed.current = '';
    load();
    setMode(wanted);
  };
  const latest = useRef({ mode, waiting, failed, load, open });
  useEffect(() => {
    latest.current = { mode, waiting, failed, load, open };
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      const modified = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      if (key === 'meta' || key === 'control') now.load();
      const wanted = !modified || event.altKey ? null : { k: 'ask', '/': 'shortcuts' }[key];
      if (wanted) now.open(now.mode === wanted ? null : (wanted as PaletteMode));
      else if (!now.waiting || now.failed) return;
      else if (key === 'escape') now.open(null);
      else if (key === 'enter') typed.current += '\n';
      else if (event.key.length === 1 && !modified) typed.current += event.key;
      event.preventDefault();
      event.stopPropagation();
    };
    const stop = onOpenPalette((wanted) => latest.current.open(wanted));
    window.addEventListener('keydown', onKey, true);
    return () => {
      stop();
      window.removeEventListener('keydown', onKey, true);
    };
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={hydrated ? 'Control+K Meta+K' : undefined}
        aria-busy={waiting}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => open('ask')}
        className="flex size-8 items-center justify-center gap-2 rounded-md text-ink-2 hover:bg-sunken hover:text-ink lg:w-36 lg:justify-start lg:border lg:border-line-strong lg:px-2 xl:w-full"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="sr-only flex-1 text-left lg:not-sr-only">Search or ask</span>
        <kbd aria-hidden className="hidden font-sans text-xs text-ink-3 xl:inline">
          {hydrated && hasCommand() ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      {mode !== null && failed && !Palette && (
        <p
          role="alert"
          className="fixed top-14 right-3 z-50 rounded-md border bg-surface px-3 py-2"
        >
          The search did not load. Check the connection, then try again.
        </p>
      )}
      {mode !== null && Palette && (
        <Palette
          mode={mode}
          typed={typed.current}
          permissions={permissions}
          onMode={setMode}
          onClose={() => setMode(null)}
        />
      )}
    </>
  );
}
