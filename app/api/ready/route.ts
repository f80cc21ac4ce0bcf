import { openRoute } from '@/lib/api';
import { readiness } from '@/lib/data/readiness';
import { readiness as readinessAnswer } from '@/lib/domain/answers/service';
import { isStopping } from '@/lib/stopping';

/** Whether this process can do its work now; 503 while it cannot, and once it is to end. */
export const GET = openRoute({
  id: 'getReadiness',
  summary: 'Say whether the process can do its work now.',
  answers: {
    200: { means: 'It can.', body: readinessAnswer },
    503: { means: 'It cannot, or is about to end.', body: readinessAnswer },
  },
  handle: async () => {
    const stopping = isStopping();
    const state = await readiness();
    const ready = state.ready && !stopping;
    return Response.json(
      { ...state, ready, ...(stopping && { stopping }) },
      { status: ready ? 200 : 503, headers: ready ? {} : { 'retry-after': '2' } },
    );
  },
});
