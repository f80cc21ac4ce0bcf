import { route } from '@/lib/api';
import { cancelSync, getSync, startSync } from '@/lib/data/mirror/sync-runs';
import { syncRun, syncStatus } from '@/lib/domain/answers/mirror';
import { answering } from '@/lib/http/answer';

export const GET = route({
  id: 'getSync',
  summary: 'Read how the sync of all accounts stands.',
  permission: 'accounts:read',
  answers: {
    200: { means: 'The run under way, the last one, and when the next is due.', body: syncStatus },
  },
  handle: ({ context }) => getSync(context, undefined),
});

export const POST = route({
  id: 'startSync',
  summary: 'Start a sync of all accounts.',
  permission: 'mirror:manage',
  problems: ['conflict'],
  answers: {
    202: { means: 'The run that has begun.', body: syncRun },
  },
  handle: async ({ context }) => answering(202, await startSync(context, undefined)),
});

export const DELETE = route({
  id: 'cancelSync',
  summary: 'Cancel the sync under way.',
  permission: 'mirror:manage',
  problems: ['conflict'],
  answers: {
    200: { means: 'The run that was cancelled. What it has saved stays.', body: syncRun },
  },
  handle: ({ context }) => cancelSync(context, undefined),
});
