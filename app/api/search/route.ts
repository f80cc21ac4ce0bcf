import { route } from '@/lib/api';
import { search, searchQuery } from '@/lib/data/search';

export const GET = route({
  permission: 'accounts:read',
  query: searchQuery,
  handle: ({ context, query }) => search(context, query),
});
