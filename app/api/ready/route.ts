import { readiness } from '@/lib/data/readiness';

/** Whether this process can do its work now; 503 while it cannot. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  return Response.json(state, {
    status: state.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store', ...(!state.ready && { 'retry-after': '2' }) },
  });
}

export const dynamic = 'force-dynamic';
