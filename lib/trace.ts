import 'server-only';
import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AppError } from '@/lib/domain/errors';

/** What a span says of its work: names and figures, never what a request or an answer holds. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardTraced?: boolean };
const unheard = () => undefined;

/** Says whether anybody hears of spans; until it is said nobody does, and none are made. */
export function traceFromNowOn(heard: boolean): void {
  holder.switchyardTraced = heard;
}

/** What kind of error it was: a code of ours or a class; its message may quote what it was about. */
function kindOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}

/**
 * Does work within a span of that name; without tracing it just does it. `say` adds what shows on
 * the way. A failure is marked with its kind alone.
 */
export function inSpan<T>(
  name: string,
  facts: Facts,
  work: (say: (facts: Facts) => void) => Promise<T>,
): Promise<T> {
  if (!holder.switchyardTraced) return work(unheard);
  return trace
    .getTracer('switchyard')
    .startActiveSpan(name, { attributes: facts }, (span) => run(span, work));
}

/**
 * Does the work of a request that comes from outside within a span of its route, as a part of the trace
 * that its headers name. Next does that for the requests that it is handed.
 */
export function inRequestSpan<T>(
  route: string,
  headers: object,
  work: () => Promise<T>,
): Promise<T> {
  if (!holder.switchyardTraced) return work();
  const options = { kind: SpanKind.SERVER, attributes: { 'http.route': route } };
  return trace
    .getTracer('switchyard')
    .startActiveSpan(route, options, propagation.extract(context.active(), headers), (span) =>
      run(span, work),
    );
}

async function run<T>(span: Span, work: (say: (facts: Facts) => void) => Promise<T>): Promise<T> {
  try {
    return await work((facts) => span.setAttributes(facts));
  } catch (error) {
    span.setAttribute('error.type', kindOf(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** Where in a trace this is, for a log line; nothing where nobody traces. */
export function traceFields(): { traceId?: string; spanId?: string } {
  if (!holder.switchyardTraced) return {};
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { traceId: context.traceId, spanId: context.spanId } : {};
}
