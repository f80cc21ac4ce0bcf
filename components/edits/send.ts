import type { Breach } from '@/lib/domain/guardrails';

/** What went wrong, for people, as a problem document says it. */
export interface Problem {
  code: string;
  title: string;
  detail: string;
  requestId: string | null;
  errors: readonly { pointer: string; message: string }[];
  conflict: unknown;
  /** Guardrails that would not hold, the first of them. */
  breaches?: readonly Breach[];
}

export type Sent<T> = { value: T; problem?: undefined } | { value?: undefined; problem: Problem };

const NO_ANSWER: Problem = {
  code: 'no_answer',
  title: 'No answer',
  detail:
    'Switchyard did not answer. What you entered is still here: check the connection, then try again.',
  requestId: null,
  errors: [],
  conflict: null,
};

/** Calls an API route with the session's cookie and says how it went. Never throws. */
export async function send<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = response.status === 204 ? undefined : await response.json();
    if (response.ok) return { value: answer as T };
    const { code, title, detail, requestId, errors, conflict, breaches } =
      answer as Partial<Problem>;
    return {
      problem: {
        code: code ?? 'internal',
        title: title ?? 'That did not work',
        detail: detail ?? 'Something went wrong. Try again.',
        requestId: requestId ?? null,
        errors: errors ?? [],
        conflict: conflict ?? null,
        ...(breaches && { breaches }),
      },
    };
  } catch {
    return { problem: NO_ANSWER };
  }
}
