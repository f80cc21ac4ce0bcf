import { route } from '@/lib/api';
import { search, searchQuery } from '@/lib/data/search';
import { searchResult } from '@/lib/domain/answers/search';

export const GET = route({
  id: 'search',
  summary: 'Search accounts, templates and changes at once.',
  permission: 'accounts:read',
  query: searchQuery,
  answers: {
    200: { means: 'The likeliest of each.', body: searchResult },
  },
  handle: ({ context, query }) => search(context, query),
});
