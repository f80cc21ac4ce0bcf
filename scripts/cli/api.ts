import { ApiError, CommandError, type ProblemDocument } from './errors';

const TIMEOUT_MS = 60_000;

/** How often a question is put again where the platform asks for that, and how long that may take. */
const TRIES = 4;
const LONGEST_PAUSE_S = 20;

/** A platform's HTTP API, entered with a token. */
export interface Api {
  /** The platform's address, without a slash at its end. */
  url: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** All items of a list, page by page; `path` may have a query already. */
  pages<T>(path: string): AsyncGenerator<T[]>;
}

/** The platform and the token that the environment names. Throws `CommandError`. */
export function configuration(env: NodeJS.ProcessEnv): { url: string; token: string } {
  const { SWITCHYARD_URL: address, SWITCHYARD_TOKEN: token } = env;
  if (!address) {
    throw new CommandError('SWITCHYARD_URL is not set. It is the address of your Switchyard.');
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new CommandError(
      'SWITCHYARD_URL is not an address like https://switchyard.example, without a password.',
    );
  }
  if (!token?.trim()) {
    throw new CommandError(
      'SWITCHYARD_TOKEN is not set. An admin makes tokens under Settings; keep it out of files and commands.',
    );
  }
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, token: token.trim() };
}

function isProblem(body: unknown): body is ProblemDocument {
  const { detail, code } = (body ?? {}) as Partial<ProblemDocument>;
  return typeof detail === 'string' && typeof code === 'string';
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** Seconds to wait before a question is put again; null where that makes no sense. */
function pauseAfter(response: Response): number | null {
  if (response.status !== 429 && response.status !== 503) return null;
  const seconds = Number(response.headers.get('retry-after') ?? 1);
  return Number.isFinite(seconds) && seconds <= LONGEST_PAUSE_S ? Math.max(0.2, seconds) : null;
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** The API of the platform that the environment names. Throws `CommandError` and `ApiError`. */
export function connect(env: NodeJS.ProcessEnv = process.env): Api {
  const { url, token } = configuration(env);

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    try {
      return await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        // The token goes nowhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
      const why = cause?.code ?? cause?.message ?? message;
      throw new CommandError(`${url} could not be asked: ${why}. Is SWITCHYARD_URL right?`);
    }
  }

  async function answer<T>(response: Response): Promise<T> {
    const body = await jsonOf(response);
    if (response.ok && body !== undefined) return body as T;
    if (isProblem(body)) throw new ApiError(body);
    throw new CommandError(
      `${url} answered ${response.status}, and not as Switchyard does. Is SWITCHYARD_URL right?`,
    );
  }

  async function get<T>(path: string): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await ask('GET', path);
      const seconds = attempt < TRIES ? pauseAfter(response) : null;
      if (seconds === null) return answer<T>(response);
      await pause(seconds);
    }
  }

  async function* pages<T>(path: string): AsyncGenerator<T[]> {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const glue = path.includes('?') ? '&' : '?';
      const after: string = cursor && `${glue}cursor=${encodeURIComponent(cursor)}`;
      const page: { data: T[]; nextCursor: string | null } = await get(`${path}${after}`);
      yield page.data;
      cursor = page.nextCursor;
    }
  }

  return {
    url,
    get,
    pages,
    post: async <T>(path: string, body: unknown) => answer<T>(await ask('POST', path, body)),
  };
}
