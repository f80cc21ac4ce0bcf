import { z } from 'zod';
import { isAppId, MAX_APPS } from './preview';

/** Apps behind commas, as a variable holds them: `com.example.books,com.example.tax`. */
export const appList = z
  .string()
  .transform((text) =>
    [
      ...new Set(
        text
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean),
      ),
    ].sort(),
  )
  .refine((apps) => apps.every(isAppId), 'ids of apps, as in com.example.books, behind commas')
  .refine((apps) => apps.length <= MAX_APPS, `at most ${MAX_APPS} apps`);
