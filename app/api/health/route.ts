import { health } from '@/lib/domain/answers/service';
import { openRoute } from '@/lib/http/open-route';

/** Whether the process answers at all. It says nothing of the database; see /api/ready. */
export const GET = openRoute({
  id: 'getHealth',
  summary: 'Say whether the process answers at all.',
  answers: { 200: { means: 'It does.', body: health } },
  handle: async () => Response.json({ status: 'ok' }),
});
