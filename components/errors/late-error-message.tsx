'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import type { ErrorMessage as Words } from './error-message';

/** What can be said where not even the words could be loaded. */
function Unspoken() {
  return (
    <p role="alert">
      Something went wrong. <a href="/">Load Switchyard again</a>
    </p>
  );
}

const Spoken = lazy(() =>
  import('./error-message').then(
    (module) => ({ default: module.ErrorMessage }),
    () => ({ default: Unspoken }),
  ),
);

/**
 * What went wrong, in words. They are loaded when something does, so that no page carries them; by
 * React alone, whose part of it every page has already.
 */
export function ErrorMessage(props: ComponentProps<typeof Words>) {
  return (
    <Suspense>
      <Spoken {...props} />
    </Suspense>
  );
}
