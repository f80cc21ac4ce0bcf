import { z } from 'zod';
import { route } from '@/lib/api';
import { auditFilter, listAudit } from '@/lib/data/audit';
import { exportAudit } from '@/lib/data/audit-export';
import { auditEntry } from '@/lib/domain/answers/audit';
import { pageOf } from '@/lib/domain/answers/common';
import { streamed } from '@/lib/http/stream';

const query = auditFilter.extend({
  format: z
    .enum(['json', 'ndjson', 'csv'])
    .default('json')
    .describe('`ndjson` and `csv` send all, as a file.'),
});

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

export const GET = route({
  id: 'listAudit',
  summary: 'Read the audit, newest first, or export it.',
  permission: 'audit:read',
  query,
  answers: {
    200: {
      means: 'One page of the audit; with another `format` all of it, without pages.',
      body: pageOf(auditEntry),
      streams: {
        'application/x-ndjson': 'One entry a line, as in `data`.',
        'text/csv': 'One entry a line.',
      },
    },
  },
  handle: async ({ context, query: { format, ...filter } }) => {
    if (format === 'json') return listAudit(context, filter);
    const lines = await exportAudit(context, filter, format);
    return streamed(lines, TYPES[format], `audit.${format}`);
  },
});
