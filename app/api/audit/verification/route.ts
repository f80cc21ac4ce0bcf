import { Readable } from 'node:stream';
import { route } from '@/lib/api';
import { verificationLines } from '@/lib/data/audit-chain';

export const GET = route({
  permission: 'audit:read',
  handle: async ({ context }) => {
    const lines = verificationLines(context);
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as BodyInit, {
      headers: { 'content-type': 'application/x-ndjson' },
    });
  },
});
