import { route } from '@/lib/api';
import { verificationLines } from '@/lib/data/audit-chain';
import { streamed } from '@/lib/http/stream';

export const GET = route({
  permission: 'audit:read',
  handle: async ({ context }) => streamed(verificationLines(context), 'application/x-ndjson'),
});
