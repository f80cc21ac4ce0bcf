import { route } from '@/lib/api';
import { catalog } from '@/lib/domain/answers/catalog';
import { describeCatalog } from '@/lib/domain/catalog/describe';
import { env, previewOf } from '@/lib/env';

export const GET = route({
  id: 'getCatalog',
  summary: 'Read the catalog of components and features.',
  permission: 'policy:read',
  answers: {
    200: { means: 'The catalog.', body: catalog },
  },
  handle: async () => describeCatalog(previewOf(env())),
});
