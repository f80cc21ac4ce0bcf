import 'server-only';
import { serviceName, tracingWanted } from './env';

/** Ends tracing: what was not sent yet is sent. */
export type StopTracing = () => Promise<void>;

const NOTHING: StopTracing = async () => undefined;

/**
 * Starts OpenTelemetry where its environment variables ask for traces. Without them its SDK is not
 * even loaded. Of the process only the host and what OTEL_RESOURCE_ATTRIBUTES says is told: its
 * command line is nobody's business.
 */
export async function startTracing(): Promise<StopTracing> {
  if (!tracingWanted()) return NOTHING;
  const { NodeSDK, resources } = await import('@opentelemetry/sdk-node');
  const name = serviceName();
  const sdk = new NodeSDK({
    ...(name && { serviceName: name }),
    resourceDetectors: [resources.envDetector, resources.hostDetector],
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return () => sdk.shutdown();
}
