import { Readable } from 'node:stream';
import { z } from 'zod';
import { route } from '@/lib/api';
import { auditFilter, listAudit } from '@/lib/data/audit';
import { exportAudit } from '@/lib/data/audit-export';

const query = auditFilter.extend({ format: z.enum(['json', 'ndjson', 'csv']).default('json') });

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

export const GET = route({
  permission: 'audit:read',
  query,
  handle: async ({ context, query: { format, ...filter } }) => {
    if (format === 'json') return listAudit(context, filter);
    const lines = await exportAudit(context, filter, format);
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as BodyInit, {
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="audit.${format}"`,
      },
    });
  },
});
