import { randomUUID } from 'node:crypto';
import { notFound } from 'next/navigation';
import { pageContext } from '@/lib/auth';
import { AppError } from '@/lib/domain/errors';

const NOT_THERE = new Set(['not_found', 'account_not_found', 'invalid_request']);

/**
 * Reads for a page. What is not there shows the not-found page. Any other typed error goes on to
 * the error page with its code and the request's id as the digest, which is all of an error that
 * Next lets a browser see.
 */
export async function load<T>(requestId: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (NOT_THERE.has(error.code)) notFound();
    throw Object.assign(error, { digest: `${error.code} ${requestId}` });
  }
}

/**
 * The context in which the page at `path` reads. Sends a visitor who is not signed in to the
 * sign-in page, and from there back.
 */
export function openPage(path: string) {
  return load(randomUUID(), () => pageContext(path));
}

/** One value of each query parameter; a parameter that is given twice counts once. */
export function single(
  query: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value[0] : value) || undefined,
    ]),
  );
}
