'use client';

import { useEffect, useRef, useState } from 'react';
import type { SearchResult } from '@/lib/domain/search';
import { get } from './get';

/** Long enough to gather the letters of a word, short enough not to be noticed. */
const PAUSE_MS = 120;
/** After this long, what was found for the text before is no longer of use. */
const SLOW_MS = 500;

const NOTHING: SearchResult = { accounts: [], templates: [], changes: [] };

/** What is known for a text. Until it is known for the present one, the last one's stays. */
export interface Search {
  /** The text that the result is for. */
  text: string;
  result: SearchResult;
  /** Why there is no result, in words for people. */
  problem: string | null;
  /** Still looking for the present text. */
  pending: boolean;
  /** Looking for so long that the last result should give way. */
  slow: boolean;
  retry: () => void;
}

interface Answer {
  /** null while nothing is known that could be shown. */
  text: string | null;
  result: SearchResult;
  problem: string | null;
}

/**
 * Searches while somebody types: after a pause, one request at a time. A list changes only as a
 * whole and only with the answer for what was typed last, so that nothing jumps under the finger.
 */
export function useSearch(typed: string): Search {
  const wanted = typed.trim().slice(0, 200);
  const known = useRef(new Map<string, SearchResult>());
  const [answer, setAnswer] = useState<Answer>({ text: '', result: NOTHING, problem: null });
  const [slow, setSlow] = useState(false);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks for the same again
  useEffect(() => {
    setSlow(false);
    const before = wanted === '' ? NOTHING : known.current.get(wanted);
    if (before) {
      setAnswer({ text: wanted, result: before, problem: null });
      return;
    }
    const abort = new AbortController();
    const ask = async () => {
      const path = `/api/search?${new URLSearchParams({ q: wanted })}`;
      const { value, problem } = await get<SearchResult>(path, abort.signal);
      if (abort.signal.aborted) return;
      if (value) known.current.set(wanted, value);
      clearTimeout(slowly);
      setSlow(false);
      setAnswer({ text: wanted, result: value ?? NOTHING, problem: problem?.detail ?? null });
    };
    const timer = setTimeout(ask, PAUSE_MS);
    const slowly = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      clearTimeout(slowly);
      abort.abort();
    };
  }, [wanted, attempt]);

  const pending = answer.text !== wanted;
  return {
    ...answer,
    text: answer.text ?? wanted,
    pending,
    slow: pending && (slow || answer.text === null),
    retry: () => {
      setAnswer({ text: null, result: NOTHING, problem: null });
      setAttempt(attempt + 1);
    },
  };
}
