'use client';

import { ErrorMessage } from '@/components/errors/late-error-message';

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main>
      <ErrorMessage error={error} retry={retry} />
    </main>
  );
}
