import { randomUUID } from 'node:crypto';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getActor, pageContext } from '@/lib/auth';
import { noteDenial } from '@/lib/data/denials';
import { denies, keepablePath } from '@/lib/domain/denials';
import { AppError } from '@/lib/domain/errors';
import { noteDatabaseAway } from '@/lib/page-outcome';
import { now } from '@/lib/time';

const NOT_THERE = new Set(['not_found', 'account_not_found', 'invalid_request']);

/** The path of the page of this request, for whoever looks into what was denied. */
const place = cache(() => ({ path: '/' }));

/** Has the audit know that somebody was denied a page, or what stands on it. */
async function tell(error: AppError, requestId: string): Promise<void> {
  const actor = error.denied?.actor ?? (denies(error) ? await getActor() : null);
  if (!actor) return;
  const { path } = place();
  const what = { kind: 'page', id: keepablePath(path) } as const;
  const permission = error.denied?.permission ?? null;
  noteDenial({ actor, requestId, now: now(), code: error.code, what, path, permission });
}

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
    await tell(error, requestId);
    if (NOT_THERE.has(error.code)) notFound();
    if (error.code === 'database_unavailable') noteDatabaseAway(requestId);
    throw Object.assign(error, { digest: `${error.code} ${requestId}` });
  }
}

/**
 * The context in which the page at `path` reads. Sends a visitor who is not signed in to the
 * sign-in page, and from there back.
 */
export function openPage(path: string) {
  place().path = path;
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
