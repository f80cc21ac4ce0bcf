import { scrapeRoute } from '@/lib/api';
import { takeReadings } from '@/lib/data/readings';
import { frontLink } from '@/lib/front-link';
import { expose } from '@/lib/metrics/expose';

/** This instance's metrics for Prometheus: those of its front and its console. */
export const GET = scrapeRoute({
  id: 'getMetrics',
  summary: 'Read this instance’s metrics for Prometheus.',
  permission: 'metrics:read',
  answers: {
    200: {
      means: 'The metrics; each instance serves its own.',
      streams: { 'text/plain': 'Prometheus’s text format.' },
    },
  },
  handle: async ({ context }) => {
    const readings = await takeReadings(context, undefined);
    const front = frontLink();
    const { type, text } = await expose(readings, front && ((own) => front.figures(own)));
    return new Response(text, { headers: { 'content-type': type } });
  },
});
