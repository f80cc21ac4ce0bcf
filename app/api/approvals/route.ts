import { route } from '@/lib/api';
import { getApprovals } from '@/lib/data/governance';

export const GET = route({
  permission: 'policy:read',
  handle: ({ context }) => getApprovals(context, undefined),
});
