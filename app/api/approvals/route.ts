import { route } from '@/lib/api';
import { getApprovals } from '@/lib/data/governance';
import { approvalsInForce } from '@/lib/domain/answers/rules';

export const GET = route({
  id: 'getApprovals',
  summary: 'Read the approval rules in force.',
  permission: 'policy:read',
  answers: {
    200: { means: 'The approval rules.', body: approvalsInForce },
  },
  handle: ({ context }) => getApprovals(context, undefined),
});
