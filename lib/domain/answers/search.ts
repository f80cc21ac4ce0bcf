import { z } from 'zod';
import type { SearchResult } from '../search';
import { changeStatus } from './change-parts';
import { at, templateRef, uuid } from './common';
import { named } from './named';

export const searchResult = named(
  'SearchResult',
  'What a search found, the likeliest first; parts that the caller may not see are empty.',
  z.object({
    accounts: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        country: z.string().nullable(),
        template: templateRef,
        disconnectedAt: at.nullable(),
      }),
    ),
    templates: z.array(templateRef),
    changes: z.array(
      z.object({ id: uuid, reason: z.string(), by: z.string(), at, status: changeStatus }),
    ),
  }),
) satisfies z.ZodType<SearchResult>;
