import 'server-only';
import type { Attributes, Span, SpanOptions, Tracer, TracerProvider } from '@opentelemetry/api';
import { describeError, redact, redactText } from './domain/redact';

const attributes = (given: Attributes | undefined) =>
  redact({ ...given }) as Record<string, string>;

/** Puts whatever is said of a span through the redactor before the span has it. */
function guard(span: Span): Span {
  if (!span.isRecording()) return span;
  const { setAttribute, setAttributes, setStatus, updateName, addEvent, recordException } = span;
  return Object.assign(span, {
    setAttribute: (name: string, value: string) =>
      setAttribute.call(span, name, attributes({ [name]: value })[name] as string),
    setAttributes: (all: Attributes) => setAttributes.call(span, attributes(all)),
    setStatus: ({ code, message }: Parameters<Span['setStatus']>[0]) =>
      setStatus.call(span, { code, ...(message && { message: redactText(message) }) }),
    updateName: (name: string) => updateName.call(span, redactText(name)),
    addEvent: (name: string, more?: Parameters<Span['addEvent']>[1], at?: number) =>
      addEvent.call(
        span,
        redactText(name),
        typeof more === 'object' && !Array.isArray(more) && !(more instanceof Date)
          ? attributes(more)
          : more,
        at,
      ),
    recordException: (error: unknown, at?: number) => {
      const { type = 'Error', message, stack } = describeError(error) as Record<string, string>;
      recordException.call(span, { name: type, message, stack }, at);
    },
  });
}

function guardTracer(tracer: Tracer): Tracer {
  const { startSpan } = tracer;
  // What starts an active span goes through this as well.
  tracer.startSpan = (name, options: SpanOptions = {}, context) =>
    guard(
      startSpan.call(
        tracer,
        redactText(name),
        { ...options, attributes: attributes(options.attributes) },
        context,
      ),
    );
  return tracer;
}

/**
 * Has all spans of a provider say nothing that could be a secret, whoever makes them: Next records
 * the addresses that are asked for, and the words of errors.
 */
export function redactSpans(provider: TracerProvider): void {
  const known = new WeakSet<Tracer>();
  const { getTracer } = provider;
  provider.getTracer = (...asked) => {
    const tracer = getTracer.apply(provider, asked);
    if (!known.has(tracer)) guardTracer(tracer);
    known.add(tracer);
    return tracer;
  };
}
