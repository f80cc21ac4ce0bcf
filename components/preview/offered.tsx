'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Preview } from '@/lib/domain/catalog';

const Offered = createContext<Preview | null>(null);

/** Tells the console's components what the installation has opted in to, as the server read it. */
export function PreviewProvider({
  preview,
  children,
}: {
  preview: Preview | null;
  children: ReactNode;
}) {
  return <Offered value={preview}>{children}</Offered>;
}

/** The preview components that the installation has opted in to; null where it has not. */
export const usePreview = () => useContext(Offered);
