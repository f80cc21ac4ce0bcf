import { readiness } from '@/lib/data/readiness';
import { openRoute } from '@/lib/http/open-route';

/** Whether this process can do its work now; 503 while it cannot. */
export const GET = openRoute(async () => {
  const state = await readiness();
  return Response.json(state, {
    status: state.ready ? 200 : 503,
    headers: state.ready ? {} : { 'retry-after': '2' },
  });
});
