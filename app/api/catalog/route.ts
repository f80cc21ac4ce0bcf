import { route } from '@/lib/api';
import { describeCatalog } from '@/lib/domain/catalog/describe';

export const GET = route({
  permission: 'policy:read',
  handle: async () => describeCatalog(),
});
