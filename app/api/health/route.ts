import { openRoute } from '@/lib/api';
import { health } from '@/lib/domain/answers/service';

/** Whether the process answers at all. It says nothing of the database; see /api/ready. */
export const GET = openRoute({
  id: 'getHealth',
  summary: 'Say whether the process answers at all.',
  answers: { 200: { means: 'It does.', body: health } },
  handle: async () => Response.json({ status: 'ok' }),
});
