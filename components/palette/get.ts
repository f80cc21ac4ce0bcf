import type { Sent } from '../edits/send';

const problem = (code: string, detail: string) => ({
  problem: { code, title: '', detail, requestId: null, errors: [], conflict: null },
});

/** Reads from an API route with the session's cookie and says how it went. Never throws. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<Sent<T>> {
  try {
    const response = await fetch(path, { signal: signal ?? null });
    const answer = await response.json();
    if (response.ok) return { value: answer as T };
    if (response.status === 401) {
      return problem('unauthenticated', 'You are signed out. Reload the page to sign in again.');
    }
    const { code, detail } = answer as { code?: string; detail?: string };
    return problem(code ?? 'internal', detail ?? 'Something went wrong. Try again.');
  } catch {
    return problem('no_answer', 'Switchyard did not answer. Check the connection, then try again.');
  }
}
