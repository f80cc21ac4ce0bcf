'use client';

import { useEffect, useState } from 'react';

/** Answers by what was asked for, as long as a page lives. */
export type Asked = Map<string, Promise<unknown>>;

/** Who only passes over something on the way elsewhere asks for nothing. */
const PAUSE = 150;

async function get(path: string): Promise<unknown> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/**
 * What a path of the API answers, asked for once for each `version` of what it is about; undefined
 * while it is on its way, null where it could not be had.
 */
export function useAsked<T>(asked: Asked, path: string, version: number): T | null | undefined {
  const question = `${version} ${path}`;
  const [answer, setAnswer] = useState<{ question: string; value: T | null } | null>(null);
  useEffect(() => {
    let current = true;
    const ask = () => {
      const promise = asked.get(question) ?? get(path);
      asked.set(question, promise);
      promise.then(
        (value) => current && setAnswer({ question, value: value as T }),
        () => {
          asked.delete(question);
          if (current) setAnswer({ question, value: null });
        },
      );
    };
    const timer = setTimeout(ask, asked.has(question) ? 0 : PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, path, question]);
  return answer?.question === question ? answer.value : undefined;
}
