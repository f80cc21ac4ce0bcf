import type { Merchant } from './merchants';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? '');

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Pawprint</title>
<link rel="stylesheet" href="/style.css">
<body>
<header><strong>Pawprint</strong> bookings and payments for pet care</header>
<main>${body}</main>
</body>
</html>`;

/** Where a merchant signs in. A real platform asks for more than a choice. */
export const signInPage = (merchants: readonly Merchant[]) =>
  page(
    'Sign in',
    `<h1>Sign in</h1>
<form method="post" action="/sign-in">
${merchants
  .map(({ id, name }) => `<button name="merchant" value="${id}">${escaped(name)}</button>`)
  .join('\n')}
</form>`,
  );

/** A merchant's own page; the components are put into it by page.js. */
export const merchantPage = ({ name }: Merchant, publishableKey: string) =>
  page(
    name,
    `<form method="post" action="/sign-out"><button>Sign out</button></form>
<h1>${escaped(name)}</h1>
<p id="problem" role="alert" hidden></p>
<p id="refunds" hidden>Refunds are switched off for your shop. Write to help@pawprint.example and we refund for you.</p>
<section aria-label="Payments" data-component="payments"></section>
<section aria-label="Payouts" data-component="payouts"></section>
<script type="module" src="/page.js" data-publishable-key="${escaped(publishableKey)}"></script>`,
  );
