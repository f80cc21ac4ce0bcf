import type { Route } from 'next';
import type { Preview } from '@/lib/domain/catalog';
import type { Permission } from '@/lib/domain/permissions';
import { cellsAskedOf, readQuestion } from '@/lib/domain/question';
import type { CellMatch } from '@/lib/domain/question-cells';
import type { SearchResult } from '@/lib/domain/search';
import { compareHref, sideText } from '../compare/address';
import { actItems, isNamedBy, matching, pageItems, placeItems, recentItems } from './fixed-items';
import { accountItems, answerItems, cellItems, changeItems, templateItems } from './found-items';
import type { Act, Group, Step } from './item';
import { cellHref, type Place } from './place';
import type { Recent } from './recent';
import type { Known } from './use-answer';

const ANSWERS = 3;
const CELLS_SHOWN = 6;
/** A cell that only its explaining sentence fits is offered, and never given as the answer. */
const MEANT = 1.5;

/** Everything that decides what the palette lists. */
export interface Listed {
  text: string;
  result: SearchResult;
  step: Step | null;
  place: Place;
  /** What the installation has opted in to. */
  preview: Preview | null;
  recent: readonly Recent[];
  may: (permission: Permission) => boolean;
  theme: string | undefined;
  setTheme: (theme: string) => void;
}

/** The account that a text asks something about, and the cells that it asks about. */
export interface Subject {
  id: string;
  name: string;
  cells: readonly CellMatch[];
  /** It is not named, it is the one on the page. */
  here: boolean;
}

const filled = (groups: readonly Group[]) => groups.filter(({ items }) => items.length > 0);

const visit = (kind: Recent['kind'], id: string, name: string): Act => ({
  do: 'go',
  href: `/${kind}s/${encodeURIComponent(id)}` as Route,
  recent: { kind, id, name },
});

/**
 * Whom a text asks about: the likeliest account that it finds, if words are left that name cells;
 * where it finds none, the account on the page.
 */
export function subjectOf({
  text,
  result,
  step,
  place,
  preview,
}: Pick<Listed, 'text' | 'result' | 'step' | 'place' | 'preview'>): Subject | null {
  if (step) return null;
  const question = readQuestion(text, preview);
  const [account] = result.accounts;
  const asked = account ? cellsAskedOf(question, account.name) : question.cells;
  const cells = asked.filter(({ score }) => score > MEANT);
  if (cells.length === 0) return null;
  if (account) {
    return { id: account.id, name: account.name, cells: cells.slice(0, ANSWERS), here: false };
  }
  if (place.kind !== 'account' || question.names.length > 0) return null;
  return { id: place.id, name: 'this account', cells: cells.slice(0, CELLS_SHOWN), here: true };
}

/** Where one was last; the page that is open needs no way to it. */
const elsewhere = ({ recent, place }: Listed) =>
  recent.filter(({ kind, id }) => kind !== place.kind || id !== place.id);

/** What stands in the palette before anything is typed. */
function unasked(listed: Listed): Group[] {
  const { place } = listed;
  const here = place.kind === 'account' ? 'This account' : 'This template';
  return filled([
    { title: 'Recent', items: recentItems(elsewhere(listed)) },
    { title: here, items: placeItems(listed) },
    { title: 'Pages', items: pageItems(listed) },
    { title: 'Acts', items: actItems(listed) },
  ]);
}

/** What a step that was begun still needs: an account, or for a cell a template as well. */
function stepGroups(listed: Listed): Group[] {
  const { text, result, step } = listed;
  const actOf = (kind: Recent['kind'], id: string, name: string): Act => {
    if (step?.kind === 'compare') {
      const left = sideText({ kind: 'account', id: step.account });
      return {
        do: 'go',
        href: compareHref({ left, right: sideText({ kind, id }), show: 'values' }),
      };
    }
    if (!step) return visit(kind, id, name);
    return { do: 'go', href: cellHref(kind, id, step.cell), recent: { kind, id, name } };
  };
  if (text === '') {
    const recent = elsewhere(listed);
    const items = recentItems(recent).map((item, index) => {
      const entry = recent[index];
      return entry ? { ...item, act: actOf(entry.kind, entry.id, entry.name) } : item;
    });
    return filled([{ title: 'Recent', items }]);
  }
  const accounts = accountItems(result.accounts, ({ id, name }) => actOf('account', id, name));
  const templates = templateItems(result.templates, ({ key, name }) =>
    actOf('template', key, name),
  );
  return filled([
    { title: 'Accounts', items: accounts },
    { title: 'Templates', items: templates },
  ]);
}

/**
 * The palette's list for what was typed: what is named by it, then answers, then what was found, then
 * what else can be done.
 */
export function groupsOf(listed: Listed, subject: Subject | null, known: Known | null): Group[] {
  const { text, result, step, place } = listed;
  if (step) return stepGroups(listed);
  if (text === '') return unasked(listed);
  const top = subject?.cells[0]?.cell;
  const [here, pages, acts] = [placeItems(listed), pageItems(listed), actItems(listed)];
  const named = [...here, ...pages, ...acts].filter((item) => isNamedBy(item, text));
  const others = (items: typeof here) =>
    matching(items, text).filter((item) => !named.includes(item));
  const toCell = (id: string, name: string, cell: CellMatch['cell']): Act =>
    place.kind === 'account' && place.id === id
      ? { do: 'show', cell, href: cellHref('account', id, cell) }
      : { do: 'go', href: cellHref('account', id, cell), recent: { kind: 'account', id, name } };
  return filled([
    { title: 'Best match', items: named },
    {
      title: subject ? `Why, at ${subject.name}` : '',
      items: subject
        ? answerItems(subject, subject.cells, known, (cell) =>
            toCell(subject.id, subject.name, cell),
          )
        : [],
    },
    {
      title: 'Accounts',
      // The same question is one key away for the others that go by the name.
      items: accountItems(result.accounts, ({ id, name }) =>
        top && id !== subject?.id ? toCell(id, name, top) : visit('account', id, name),
      ),
    },
    {
      title: 'Templates',
      items: templateItems(result.templates, ({ key, name }) => visit('template', key, name)),
    },
    {
      title: place.kind === 'other' ? '' : `This ${place.kind}`,
      items: others(here),
    },
    { title: 'Pages', items: others(pages) },
    { title: 'Acts', items: others(acts) },
    {
      title: 'Components and features',
      items: subject
        ? []
        : cellItems(readQuestion(text, listed.preview).cells.slice(0, CELLS_SHOWN), place),
    },
    { title: 'Changes', items: changeItems(result.changes) },
  ]);
}
