import { z } from 'zod';
import { route } from '@/lib/api';
import { auditFilter, listAudit } from '@/lib/data/audit';
import { exportAudit } from '@/lib/data/audit-export';
import { streamed } from '@/lib/http/stream';

const query = auditFilter.extend({ format: z.enum(['json', 'ndjson', 'csv']).default('json') });

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

export const GET = route({
  permission: 'audit:read',
  query,
  handle: async ({ context, query: { format, ...filter } }) => {
    if (format === 'json') return listAudit(context, filter);
    const lines = await exportAudit(context, filter, format);
    return streamed(lines, TYPES[format], `audit.${format}`);
  },
});
