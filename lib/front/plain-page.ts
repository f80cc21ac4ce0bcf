import { createHash } from 'node:crypto';

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:20vh auto;max-width:32rem;padding:0 1rem}code{word-break:break-all}';

/** What a policy of content security calls the style of these pages. */
export const PLAIN_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/**
 * A page that needs no script, where there is none of the console's: a heading, paragraphs of HTML, and
 * the id that the log knows it by. With `againSeconds` it asks again by itself.
 */
export const plainPage = (of: {
  heading: string;
  said: readonly string[];
  reference: string;
  againSeconds?: number | undefined;
}): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${of.againSeconds ? `<meta http-equiv="refresh" content="${of.againSeconds}">\n` : ''}<title>${of.heading} · Switchyard</title>
<style>${STYLE}</style>
<main><h1>${of.heading}</h1>
${of.said.map((text) => `<p>${text}</p>\n`).join('')}<p>Reference <code>${of.reference}</code></p></main></html>
`;
