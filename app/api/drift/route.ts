import { route } from '@/lib/api';
import { driftFilter, listDrift } from '@/lib/data/drift';
import { driftEntry } from '@/lib/domain/answers/audit';
import { pageOf } from '@/lib/domain/answers/common';

export const GET = route({
  id: 'listDrift',
  summary: 'List where Stripe’s answers differ from what was predicted.',
  permission: 'policy:read',
  query: driftFilter,
  answers: {
    200: { means: 'One page, the latest sight first.', body: pageOf(driftEntry) },
  },
  handle: ({ context, query }) => listDrift(context, query),
});
