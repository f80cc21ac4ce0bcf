import { type Cell, cellsSaid, findCell } from './cells';
import type { OverrideLayer, PolicyInput } from './policy';
import type { Setting } from './settings';

/** Edits of one account's policy that nobody has saved, as an address can carry them. */
export interface AddressDraft {
  set: Readonly<Partial<Record<Cell, Setting>>>;
  /** Another template; null for the one that rules and default give; left out, it stays. */
  template?: string | null | undefined;
}

/** A draft as it stands in a query. */
export interface DraftQuery {
  set?: string | undefined;
  template?: string | undefined;
}

/** Most characters that a draft may take up, so that no proxy on the way cuts the address off. */
export const MAX_DRAFT_LENGTH = 4_000;

/** No template has this key: keys begin with a letter. */
const BY_RULES = '-';

/** What `templateKey` permits, without its library: pages that make such an address load this. */
const TEMPLATE_KEY = /^[a-z][a-z0-9_-]{0,62}$/;

const SETTINGS: readonly string[] = ['on', 'off', 'inherit'] satisfies Setting[];

const lengthOf = ({ set = '', template = '' }: DraftQuery) => set.length + template.length;

/** The draft as a query, its cells in the catalog's order; null where it is too long for one. */
export function draftQuery({ set, template }: AddressDraft): DraftQuery | null {
  const cells = cellsSaid(set).filter(({ cell }) => set[cell] !== undefined);
  const query: DraftQuery = {
    ...(cells.length > 0 && { set: cells.map(({ cell }) => `${cell}:${set[cell]}`).join(',') }),
    ...(template !== undefined && { template: template ?? BY_RULES }),
  };
  return lengthOf(query) > MAX_DRAFT_LENGTH ? null : query;
}

/** How much of an unreadable part is worth showing. */
const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function readCell(part: string, set: Partial<Record<Cell, Setting>>): string | null {
  const at = part.lastIndexOf(':');
  const [name, setting] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  const found = findCell(name);
  if (!found) return `There is no component or feature “${shown(name)}”.`;
  if (!SETTINGS.includes(setting)) {
    return `“${name}” can be on, off or inherit, not “${shown(setting)}”.`;
  }
  if (set[found.cell] !== undefined) return `“${name}” is set twice.`;
  set[found.cell] = setting as Setting;
  return null;
}

/**
 * Reads a draft off a query. It is taken whole or not at all: one unknown cell, setting or template
 * key, a cell that is given twice, nothing at all or too much of it, and the answer is a sentence
 * that says what is wrong.
 */
export function readDraft(query: DraftQuery): AddressDraft | { wrong: string } {
  const { set: text, template } = query;
  if (lengthOf(query) > MAX_DRAFT_LENGTH) {
    return { wrong: `It has more than ${MAX_DRAFT_LENGTH} characters.` };
  }
  if (!text && !template) return { wrong: 'It has no edits in it.' };
  const set: Partial<Record<Cell, Setting>> = {};
  for (const part of text ? text.split(',') : []) {
    const wrong = readCell(part, set);
    if (wrong) return { wrong };
  }
  if (!template) return { set };
  if (template !== BY_RULES && !TEMPLATE_KEY.test(template)) {
    return { wrong: `“${shown(template)}” is no template’s key.` };
  }
  return { set, template: template === BY_RULES ? null : template };
}

/** Stands for the change that made an override where none has yet. */
export const UNSAVED = 'unsaved';

/** What decides an account's policy with drafted settings laid over it; the template stays. */
export function withDrafted(input: PolicyInput, set: AddressDraft['set']): PolicyInput {
  const drafted = (Object.entries(set) as [Cell, Setting][]).flatMap(
    ([cell, setting]): OverrideLayer[] =>
      setting === 'inherit'
        ? []
        : [{ cell, setting, note: null, expiresAt: null, decidedAt: input.at, changeId: UNSAVED }],
  );
  return {
    ...input,
    overrides: [...input.overrides.filter(({ cell }) => !(cell in set)), ...drafted],
  };
}
