/** What Switchyard's problem documents carry. */
export interface Problem {
  code: string;
  detail: string;
  status: number;
  requestId: string | null;
  /** Of bad input, each place that is wrong. */
  errors: readonly { pointer: string; message: string }[];
  /** Seconds after which trying again makes sense. */
  retryAfter: number | null;
}

/**
 * Anything that went wrong. `code` is one of Switchyard's own (`account_disconnected`,
 * `no_component_enabled`, `rate_limited`, …), or `timed_out`, `unreachable` or `unexpected_answer`
 * where Switchyard said nothing; then `status` is 0 or what something in between answered.
 * It never holds the token, nor anything of a session.
 */
export class SwitchyardError extends Error implements Problem {
  override readonly name = 'SwitchyardError';
  readonly code: string;
  readonly detail: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly errors: Problem['errors'];
  readonly retryAfter: number | null;

  constructor(problem: Partial<Problem> & Pick<Problem, 'code' | 'detail'>) {
    super(problem.detail);
    this.code = problem.code;
    this.detail = problem.detail;
    this.status = problem.status ?? 0;
    this.requestId = problem.requestId ?? null;
    this.errors = problem.errors ?? [];
    this.retryAfter = problem.retryAfter ?? null;
  }
}

function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** The error that an answer stands for. */
export async function errorOf(response: Response): Promise<SwitchyardError> {
  const { status, headers } = response;
  const about = {
    status,
    requestId: headers.get('x-request-id'),
    retryAfter: retryAfterOf(headers),
  };
  const isProblem = /^application\/problem\+json\b/.test(headers.get('content-type') ?? '');
  const said = isProblem ? await response.json().catch(() => null) : null;
  if (typeof said?.code !== 'string' || typeof said.detail !== 'string') {
    const detail = `Something that is not Switchyard answered, with status ${status}.`;
    return new SwitchyardError({ ...about, code: 'unexpected_answer', detail });
  }
  const errors = Array.isArray(said.errors) ? said.errors : [];
  return new SwitchyardError({ ...about, code: said.code, detail: said.detail, errors });
}
