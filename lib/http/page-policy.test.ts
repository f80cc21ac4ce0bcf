import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { nonceOf, pageRulesFor, SONNER_STYLE, type Surroundings } from './page-policy';

const PLAIN: Surroundings = { secure: false, live: true, development: false };
const rules = (path: string, more: Partial<Surroundings> = {}) => {
  const found = pageRulesFor({ ...PLAIN, ...more })(path);
  if (!found) throw new Error(`${path} is no page.`);
  return found;
};

/** The directives of each policy of a header, by name. */
function policies(header: string): Record<string, string[]>[] {
  return header.split(',').map((policy) =>
    Object.fromEntries(
      policy.split(';').map((directive) => {
        const [name = '', ...sources] = directive.trim().split(' ');
        return [name, sources];
      }),
    ),
  );
}

const LIVE = '/accounts/acct_1/view';

describe('the policy of a page', () => {
  test('lets nothing in but what is its own, and no script without its nonce', () => {
    const { policy, headers } = rules('/accounts');
    const nonce = `'nonce-${nonceOf(policy)}'`;
    expect(headers['content-security-policy']).toBe(policy);
    expect(policies(policy)).toEqual([
      {
        'default-src': ["'none'"],
        'script-src': [nonce, "'strict-dynamic'"],
        'style-src': ["'self'", nonce, SONNER_STYLE],
        'style-src-attr': ["'unsafe-inline'"],
        'img-src': ["'self'"],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'frame-src': ["'none'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
      { 'script-src': ["'self'", nonce] },
    ]);
  });

  test('has a nonce of 128 bits that no other answer has', () => {
    const made = Array.from({ length: 100 }, () => nonceOf(rules('/').policy) ?? '');
    expect(new Set(made).size).toBe(100);
    for (const nonce of made) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
  });

  test('lets Stripe in where live components load, by what Stripe asks for', () => {
    const [first, second] = policies(rules(LIVE).policy);
    const stripe = ['https://connect-js.stripe.com', 'https://js.stripe.com'];
    expect(second?.['script-src']?.slice(2)).toEqual(stripe);
    expect(first?.['frame-src']).toEqual(stripe);
    expect(first?.['img-src']).toEqual(["'self'", 'https://*.stripe.com']);
    expect(first?.['style-src']).toContain(
      `'sha256-${createHash('sha256').update('/**/').digest('base64')}'`,
    );
    expect(first?.['connect-src']).toEqual(["'self'"]);
    expect(rules(LIVE).headers['cross-origin-opener-policy']).toBe('unsafe-none');
  });

  test.each([
    ...['/', '/accounts', '/accounts/acct_1', '/accounts/acct_1/view/more', '/templates/x/view'],
    ...['/sign-in', '/invitation', '/api-reference', '/accounts//view', '/nothing/accounts/a/view'],
  ])('lets Stripe in nowhere else: %s', (path) => {
    const { policy, headers } = rules(path);
    expect(policy).not.toContain('stripe');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  test('lets Stripe in nowhere without a publishable key', () => {
    const { policy, headers } = rules(LIVE, { live: false });
    expect(policy).not.toContain('stripe');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  test('permits evaluation in development only, and asks for https where that is used', () => {
    expect(rules('/', { development: true }).policy).toContain("'unsafe-eval'");
    expect(rules('/').policy).not.toMatch(/unsafe-eval|upgrade/);
    expect(rules('/', { secure: true }).policy).toContain('; upgrade-insecure-requests, ');
  });

  test.each(['/api/accounts', '/v1/account_sessions', '/_next/static/a.js', '/icon.svg', '/api'])(
    'is not for what is no page: %s',
    (path) => expect(pageRulesFor(PLAIN)(path)).toBeNull(),
  );
});

test('Sonner’s style is that of the installed version', () => {
  const file = createRequire(import.meta.url).resolve('sonner');
  const [, style = '""'] = /__insertCSS\((".*")\);/.exec(readFileSync(file, 'utf8')) ?? [];
  const hash = createHash('sha256').update(JSON.parse(style)).digest('base64');
  expect(SONNER_STYLE).toBe(`'sha256-${hash}'`);
});
