import { expect, type Page } from '@playwright/test';

/**
 * Collects what the browser refuses, what it does not understand of the headers, and whether React
 * found another page than the server wrote, as it would where a script or a style was taken out.
 * Call it before the page goes anywhere.
 */
export async function complaintsOf(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /policy|violation|nonce/i.test(text)) complaints.push(text);
  });
  page.on('pageerror', (error) => {
    if (/#418|hydrat/i.test(error.message)) complaints.push(error.message);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sourceFile } = event;
      console.error(`violation of ${violatedDirective}: ${blockedURI} at ${sourceFile}`);
    });
  });
  return complaints;
}

/** Expects every script in a page's source to carry the nonce of this very answer, and returns it. */
export function expectOwnNonce(headers: Record<string, string>, source: string): string {
  const policy = headers['content-security-policy'] ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
  expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic';`);
  const scripts = source.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  return nonce;
}
