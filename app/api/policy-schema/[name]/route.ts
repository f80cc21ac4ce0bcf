import { z } from 'zod';
import { openRoute } from '@/lib/api';
import { notFound } from '@/lib/domain/errors';
import { FILE_KINDS, isFileKind, jsonSchemaOf } from '@/lib/domain/policy-files/schemas';
import { problem } from '@/lib/http/problem';

const params = z.object({
  name: z.string().meta({ enum: FILE_KINDS, description: 'The kind of file.' }),
});

/** The JSON Schema of a kind of policy file, for editors. */
export const GET = openRoute({
  id: 'getPolicySchema',
  summary: 'Read the JSON Schema of a kind of policy file.',
  params,
  problems: ['not_found'],
  answers: {
    200: {
      means: 'The schema, for editors.',
      streams: { 'application/schema+json': 'A JSON Schema of draft 7.' },
    },
  },
  handle: async ({ params: { name }, requestId }) =>
    isFileKind(name)
      ? Response.json(jsonSchemaOf(name), {
          headers: { 'content-type': 'application/schema+json' },
        })
      : problem(notFound('schema', name), requestId),
});
