import 'server-only';
import type { Send } from '@/lib/domain/policy';

const kept = new WeakMap<Send, string>();

/** Characters that the SDK escapes beyond what JavaScript does. */
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function pairsOf(value: unknown, name: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encoded(String(value))}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    pairsOf(inner, `${name}[${encoded(key)}]`),
  );
}

/**
 * The form of a request for an AccountSession, just as Stripe's SDK writes it. Policies share what
 * they send, so the long part is written once for all accounts that have the same.
 */
export function sessionForm(account: string, components: Send): string {
  let text = kept.get(components);
  if (text === undefined) {
    text = pairsOf(components, 'components').join('&');
    kept.set(components, text);
  }
  return `account=${encoded(account)}&${text}`;
}
