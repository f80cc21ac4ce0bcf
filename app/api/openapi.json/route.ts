import { createHash } from 'node:crypto';
import { openRoute } from '@/lib/api';
import { shown } from '@/lib/domain/answers/common';
import { openapiDocument } from './document';

let made: { text: string; tag: string } | undefined;

function whole() {
  if (made) return made;
  const text = JSON.stringify(openapiDocument());
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  made = { text, tag };
  return made;
}

/** This API, as OpenAPI 3.1. It says nothing of anybody's policy. */
export const GET = openRoute({
  id: 'getOpenApi',
  summary: 'Read this document.',
  headers: { 'If-None-Match': 'The `ETag` of before: 304 where nothing has changed.' },
  answers: {
    200: {
      means: 'This API, as OpenAPI 3.1.',
      body: shown<unknown>({ type: 'object' }),
      headers: { ETag: 'To send as `If-None-Match`.' },
    },
    304: { means: 'Nothing has changed.' },
  },
  handle: async ({ request }) => {
    const { text, tag } = whole();
    const headers = { etag: tag, 'cache-control': 'no-cache' };
    if (request.headers.get('if-none-match') === tag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } });
  },
});
