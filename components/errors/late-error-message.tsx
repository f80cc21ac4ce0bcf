'use client';

import dynamic from 'next/dynamic';

/** What can be said where not even the words could be loaded. */
function Unspoken() {
  return (
    <p role="alert">
      Something went wrong. <a href="/">Load Switchyard again</a>
    </p>
  );
}

/** What went wrong, in words. They are loaded when something does, so that no page carries them. */
export const ErrorMessage = dynamic(() =>
  import('./error-message').then(
    (module) => module.ErrorMessage,
    () => Unspoken,
  ),
);
