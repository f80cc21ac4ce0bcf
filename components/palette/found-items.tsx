import { History, Layers, Store, ToggleRight } from 'lucide-react';
import type { Route } from 'next';
import type { Cell } from '@/lib/domain/cells';
import type { CellMatch } from '@/lib/domain/question-cells';
import type { AccountHit, ChangeHit } from '@/lib/domain/search';
import type { TemplateRef } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';
import { CellMark } from '../matrix/cell-mark';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { answerWords } from './answer-words';
import type { Act, Item } from './item';
import { cellHref, type Place } from './place';
import type { Known } from './use-answer';

/** "Payments › Refunds", as the explanation is titled. */
export const cellTitle = (cell: Cell) => cellName(cell).replace(', ', ' › ');

/** Accounts, each leading to its page or, in a question about a cell, to that cell. */
export const accountItems = (
  accounts: readonly AccountHit[],
  actOf: (account: AccountHit) => Act,
): Item[] =>
  accounts.map((account) => ({
    id: `account ${account.id}`,
    text: account.name,
    icon: <Store aria-hidden />,
    note: (
      <>
        {account.disconnectedAt && <span className="text-danger">Disconnected · </span>}
        {account.template.name}
        {account.country && ` · ${account.country}`}
        <span className="font-mono max-sm:hidden"> · {account.id}</span>
      </>
    ),
    copy: account.id,
    act: actOf(account),
  }));

/** Templates, each leading to its page or to the cell that is asked for. */
export const templateItems = (
  templates: readonly TemplateRef[],
  actOf: (template: TemplateRef) => Act,
): Item[] =>
  templates.map((template) => ({
    id: `template ${template.key}`,
    text: template.name,
    icon: <Layers aria-hidden />,
    note: <span className="font-mono">{template.key}</span>,
    copy: template.key,
    act: actOf(template),
  }));

/** Changes, each leading to its page. */
export const changeItems = (changes: readonly ChangeHit[]): Item[] =>
  changes.map(({ id, reason, by, at }) => ({
    id: `change ${id}`,
    text: reason,
    icon: <History aria-hidden />,
    note: (
      <>
        {by} · <Time at={at} />
        <span className="font-mono max-sm:hidden"> · {id.slice(0, 8)}</span>
      </>
    ),
    copy: id,
    act: { do: 'go', href: `/changes/${id}` as Route },
  }));

/** Components and features: opened on the page where it has them, else asked of whom. */
export const cellItems = (cells: readonly CellMatch[], place: Place): Item[] =>
  cells.map(({ cell }) => ({
    id: `cell ${cell}`,
    text: cellTitle(cell),
    icon: <ToggleRight aria-hidden />,
    note: (
      <>
        {place.kind === 'other' ? 'of whom…' : 'on this page'}
        <span className="font-mono max-sm:hidden"> · {cell}</span>
      </>
    ),
    copy: cell,
    act:
      place.kind === 'other'
        ? { do: 'ask', step: { kind: 'cell', cell, text: cellTitle(cell) } }
        : { do: 'show', cell, href: cellHref(place.kind, place.id, cell) },
  }));

/** The answers to a question about an account: what its cells are and what decided that. */
export function answerItems(
  subject: { id: string; name: string },
  cells: readonly CellMatch[],
  known: Known | null,
  actOf: (cell: Cell) => Act,
): Item[] {
  return cells.map(({ cell }) => {
    const words =
      known?.policy && answerWords(known.policy, cell, (key) => known.names.get(key) ?? key);
    return {
      id: `answer ${subject.id} ${cell}`,
      text: cellTitle(cell),
      icon: words ? (
        <CellMark value={words.value} origin={words.origin} dimmed={words.dimmed} />
      ) : (
        <Skeleton className="size-4 shrink-0 rounded-full bg-line!" />
      ),
      note: words ? words.verdict : !known && <Skeleton className="h-3 w-40 bg-line!" />,
      below: words ? words.more : (known?.problem ?? null),
      copy: subject.id,
      act: actOf(cell),
    };
  });
}
