import { scrapeRoute } from '@/lib/api';
import { takeReadings } from '@/lib/data/readings';
import { expose } from '@/lib/metrics/expose';

/** This process's metrics for Prometheus; each instance serves its own. */
export const GET = scrapeRoute({
  id: 'getMetrics',
  summary: 'Read this process’s metrics for Prometheus.',
  permission: 'metrics:read',
  answers: {
    200: {
      means: 'The metrics; each instance serves its own.',
      streams: { 'text/plain': 'Prometheus’s text format.' },
    },
  },
  handle: async ({ context }) => {
    const { type, text } = await expose(await takeReadings(context, undefined));
    return new Response(text, { headers: { 'content-type': type } });
  },
});
