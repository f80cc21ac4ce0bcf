'use client';

import { type ReactNode, Suspense, use } from 'react';
import { Skeleton } from '../ui/skeleton';

/** Counts of a revision, on their way; null where they could not be counted. */
export type Counting<Counts> = Promise<Counts | null>;

function Words<Counts extends { revision: number }>({
  counts,
  revision,
  words,
}: {
  counts: Counting<Counts>;
  revision: number;
  words: (counts: Counts) => ReactNode;
}) {
  const known = use(counts);
  if (known === null) return 'The accounts could not be counted; reload the page to try again';
  return known.revision === revision
    ? words(known)
    : 'Not counted: this is no longer what is in force';
}

/** Something about counts, as soon as they are there. */
export function Counted<Counts extends { revision: number }>(props: {
  counts: Counting<Counts>;
  /** The revision that is shown: counts of another one say nothing about it. */
  revision: number;
  words: (counts: Counts) => ReactNode;
}) {
  const waiting = (
    <>
      <Skeleton inline className="my-1 h-3 w-40 align-middle" />
      <span className="sr-only">Counting accounts</span>
    </>
  );
  return (
    <Suspense fallback={waiting}>
      <Words {...props} />
    </Suspense>
  );
}
