import { z } from 'zod';

/** The schemas that documentation shows by a name of their own, with what each is. */
export const NAMED = z.registry<{ id: string; description: string }>();

/** Gives a schema a name in the documentation; `description` is a sentence or two for its readers. */
export function named<Schema extends z.ZodType>(
  id: string,
  description: string,
  schema: Schema,
): Schema {
  NAMED.add(schema, { id, description });
  return schema;
}
