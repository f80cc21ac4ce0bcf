'use client';

import { Button, buttonClass } from '../ui/button';
import { MessagePage } from './message-page';

const TEXTS: Record<string, { title: string; text: string }> = {
  database_unavailable: {
    title: 'The database is away',
    text: 'Switchyard cannot reach its database. So there is nothing to show, nothing can be changed, and no session is minted until it is back. Sessions that merchants have already are Stripe’s, and go on. Try again in a moment.',
  },
  forbidden: {
    title: 'This is not for your role',
    text: 'Your role may not see this page. Ask an admin if you need it.',
  },
};

const OTHER = {
  title: 'Something went wrong',
  text: 'This page could not be shown. It was logged. Try again, and name the reference if you ask for help.',
};

/** Where an error arrives: its code and request where it is one of ours, else Next's own digest. */
function readDigest(error: unknown): { code: string; reference?: string } {
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : '';
  const [code = '', requestId] = digest.split(' ');
  return requestId ? { code, reference: requestId } : { code: '', reference: digest || undefined };
}

/** What went wrong, in words, with a way to try again. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const { code, reference } = readDigest(error);
  const { title, text } = TEXTS[code] ?? OTHER;
  return (
    <MessagePage
      title={title}
      reference={reference}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          {/* A whole new page load: what is broken may be what the client holds. */}
          <a href="/" className={buttonClass()}>
            Home
          </a>
        </>
      }
    >
      <p>{text}</p>
    </MessagePage>
  );
}
