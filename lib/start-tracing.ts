import 'server-only';
import { randomUUID } from 'node:crypto';
import { serviceName, tracingWanted } from './env';
import { redactSpans } from './redact-spans';
import { traceFromNowOn } from './trace';

/** Ends tracing: what was not sent yet is sent. */
export type StopTracing = () => Promise<void>;

const NOTHING: StopTracing = async () => undefined;

/**
 * Starts OpenTelemetry where its environment variables ask for traces. Without them its SDK is not
 * even loaded. Of the process only the host and what OTEL_RESOURCE_ATTRIBUTES says is told: its
 * command line is nobody's business. Each process of an instance is an instance of the service for
 * OpenTelemetry, and says which of them it is.
 */
export async function startTracing(part: 'front' | 'console'): Promise<StopTracing> {
  if (!tracingWanted()) return NOTHING;
  const { api, NodeSDK, resources } = await import('@opentelemetry/sdk-node');
  const name = serviceName();
  const sdk = new NodeSDK({
    ...(name && { serviceName: name }),
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.instance.id': randomUUID(),
        'switchyard.process': part,
      }),
    ),
    resourceDetectors: [resources.envDetector, resources.hostDetector],
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  const provider = api.trace.getTracerProvider();
  redactSpans(provider instanceof api.ProxyTracerProvider ? provider.getDelegate() : provider);
  traceFromNowOn(true);
  return () => sdk.shutdown();
}
