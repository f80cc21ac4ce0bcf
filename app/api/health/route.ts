import { openRoute } from '@/lib/http/open-route';

/** Whether the process answers at all. It says nothing of the database; see /api/ready. */
export const GET = openRoute(async () => Response.json({ status: 'ok' }));
