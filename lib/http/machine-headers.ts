/**
 * What every answer that is no page carries, so that a browser makes nothing of it but what it is: it
 * is no document, it is not shown in a frame, it is not read from another origin, and its content type
 * is not guessed. The same for all, so the mints pay nothing for it.
 */
export const MACHINE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
