'use client';

import { ErrorMessage } from '@/components/errors/late-error-message';
import './globals.css';

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Switchyard</title>
        <main>
          <ErrorMessage error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
