import { stringify } from 'yaml';

/** How the command ends, so that scripts can tell. */
export const EXIT = {
  /** Done, or nothing to do. */
  fine: 0,
  /** Something is wrong; nothing was done beyond what was said. */
  error: 1,
  /** `plan`: there are changes to apply. */
  changes: 2,
  /** `apply --wait`: it still waits for approval when the time is over. */
  waiting: 3,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** An error whose message is a sentence for the person at the terminal. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** A problem document of the API (RFC 9457). */
export interface ProblemDocument {
  status: number;
  code: string;
  detail: string;
  /** null where the platform was not asked. */
  requestId: string | null;
  errors?: { pointer: string; message: string }[];
  conflict?: { yours?: unknown; current?: unknown; users?: unknown };
  breaches?: { guardrail: string; of: { kind: string; name: string }; cell: string; is: string }[];
}

/** The API refused a request, or failed at it. */
export class ApiError extends CommandError {
  override readonly name = 'ApiError';
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

const NEXT: Readonly<Record<string, string>> = {
  unauthenticated: 'Check SWITCHYARD_TOKEN: an admin makes tokens under Settings.',
};

function places({ errors = [], detail }: ProblemDocument): string[] {
  // The first one mostly is the sentence already.
  return errors.length < 2 && detail.includes(errors[0]?.message ?? '')
    ? []
    : errors.map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`);
}

function sides({ conflict }: ProblemDocument): string[] {
  if (conflict?.current === undefined) return [];
  const indented = (value: unknown) =>
    stringify(value, { lineWidth: 0 })
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`);
  return [
    '  Yours:',
    ...indented(conflict.yours),
    '  What is current:',
    ...indented(conflict.current),
  ];
}

const breached = ({ breaches = [] }: ProblemDocument) =>
  // One alone stands in the sentence.
  (breaches.length > 1 ? breaches : []).map(
    ({ guardrail, of, cell, is }) =>
      `  “${guardrail}”: ${cell} is ${is} for the ${of.kind} ${of.name}`,
  );

/** An error in words for standard error: a sentence, the request id, then what helps. */
export function errorLines(error: unknown): string[] {
  if (!(error instanceof CommandError)) {
    return [`Something unexpected went wrong: ${error instanceof Error ? error.stack : error}`];
  }
  if (!(error instanceof ApiError)) return [error.message];
  const { problem } = error;
  const next = NEXT[problem.code];
  return [
    `${problem.detail}${next ? ` ${next}` : ''}${problem.requestId === null ? '' : ` (request ${problem.requestId})`}`,
    ...places(problem),
    ...sides(problem),
    ...breached(problem),
  ];
}
