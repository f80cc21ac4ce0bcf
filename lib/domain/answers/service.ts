import { z } from 'zod';

export const health = z.object({ status: z.literal('ok') });

export const readiness = z.object({
  ready: z.boolean(),
  database: z.enum(['ok', 'unavailable']),
  missingMigrations: z
    .array(z.string())
    .meta({ description: 'Migrations that this build needs and the database lacks.' }),
  stopping: z.literal(true).optional().meta({ description: 'The process is about to end.' }),
});
