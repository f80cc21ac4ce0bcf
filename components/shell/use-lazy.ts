'use client';

import { type ComponentType, useState } from 'react';

/**
 * A component whose code is fetched when it is wanted. `load` may be called ahead and again: while
 * the code could not be fetched, every call tries anew.
 */
export function useLazy<Props>(fetchIt: () => Promise<ComponentType<Props>>) {
  const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
  const [failed, setFailed] = useState(false);
  const load = () => {
    fetchIt().then(
      (component) => {
        setFailed(false);
        setLoaded(() => component);
      },
      () => setFailed(true),
    );
  };
  return { Loaded, failed, load };
}
