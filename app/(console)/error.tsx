'use client';

import { ErrorMessage } from '@/components/errors/late-error-message';

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorMessage error={error} retry={retry} />;
}
