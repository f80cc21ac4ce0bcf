import { Readable } from 'node:stream';

/** An answer that is sent piece by piece, as fast as it is taken; a file by that name where one is given. */
export function streamed(
  pieces: AsyncIterable<string>,
  contentType: string,
  filename?: string,
): Response {
  return new Response(Readable.toWeb(Readable.from(pieces, { objectMode: false })) as BodyInit, {
    headers: {
      'content-type': contentType,
      ...(filename && { 'content-disposition': `attachment; filename="${filename}"` }),
    },
  });
}
