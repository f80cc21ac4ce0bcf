import type { Route } from 'next';
import { withQuery } from '../ui/pager';
import { type Show, showOf } from './shows';

export type SideName = 'left' | 'right';

/** What a side of the comparison is of. */
export interface SideRef {
  kind: 'account' | 'template';
  /** An account's id or a template's key. */
  id: string;
}

/** A comparison as its address says it. The sides stand there as text, which may name nothing. */
export interface CompareAddress {
  left?: string | undefined;
  right?: string | undefined;
  /** The values that differ, where left out. */
  show?: Show;
}

/** `account:acct_…` or `template:retail`. */
export const sideText = ({ kind, id }: SideRef): string => `${kind}:${id}`;

/** What a side's text names; null for text that is of neither form. */
export function parseSide(text: string): SideRef | null {
  const [, kind, id] = /^(account|template):(.+)$/s.exec(text) ?? [];
  return kind && id ? { kind: kind as SideRef['kind'], id } : null;
}

/** The comparison that a page's query asks for. */
export function addressOf({
  left,
  right,
  show,
}: Readonly<Record<string, string | undefined>>): CompareAddress & { show: Show } {
  return { left, right, show: showOf(show) };
}

/** The address of a comparison; it says only what it must, so that it stays readable. */
export function compareHref({ left, right, show }: CompareAddress): Route {
  const query = { left, right, show: show === 'values' ? undefined : show };
  return withQuery('/compare', query).replaceAll('%3A', ':') as Route;
}

/** The same comparison with its sides changed over. */
export const swapped = (address: CompareAddress): CompareAddress => ({
  ...address,
  left: address.right,
  right: address.left,
});
