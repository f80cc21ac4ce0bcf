import { route } from '@/lib/api';
import { verificationLines } from '@/lib/data/audit-chain';
import { streamed } from '@/lib/http/stream';

export const GET = route({
  id: 'verifyAudit',
  summary: 'Verify the audit’s chains of hashes.',
  permission: 'audit:read',
  answers: {
    200: {
      means: 'Lines as the reading goes on; the last one has the result.',
      streams: {
        'application/x-ndjson':
          '`{"rows": n}` while it reads, at last `{"verification": {whole, rows, breaks, heads}}` or `{"error": "…"}`.',
      },
    },
  },
  handle: async ({ context }) => streamed(verificationLines(context), 'application/x-ndjson'),
});
