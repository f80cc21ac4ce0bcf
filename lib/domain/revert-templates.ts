import { cellsSaid } from './cells';
import type { Edit } from './edits';
import {
  type Altered,
  clashOf,
  only,
  type Piece,
  type Pieces,
  type RevertedOn,
  refusals,
  same,
  sortOut,
} from './revert-parts';
import type { TemplateState, World } from './state';

function alteredOfTemplate(
  { subject, before, after }: RevertedOn<'template'>,
  now: TemplateState,
): Altered<unknown>[] {
  const fields = (['name', 'extends'] as const).map((field) => ({
    at: { subject, field },
    target: before?.[field] ?? null,
    made: after[field],
    now: now[field],
  }));
  const said = cellsSaid(before?.settings ?? {}, after.settings, now.settings);
  const cells = said.map(({ cell }) => ({
    at: { subject, cell },
    target: before?.settings[cell] ?? 'inherit',
    made: after.settings[cell] ?? 'inherit',
    now: now.settings[cell] ?? 'inherit',
  }));
  return [...fields, ...cells];
}

/** A template that the change created is archived, if nobody has touched or used it since. */
function pieceOfCreated(
  { subject, after }: RevertedOn<'template'>,
  all: Altered<unknown>[],
): Pieces {
  const touched = all.filter(({ made, now }) => !same(made, now));
  if (touched.length > 0) return only(touched.map((one) => clashOf(one, 'touched_since')));
  const clash = { subject, field: 'archived', was: false, now: false, why: 'refused' as const };
  const edit: Edit = { op: 'template.archive', key: after.key };
  return { ...only([]), pieces: [{ edit, clashes: [clash] }] };
}

/** The edits that take a template's settings and name back, and its parent by itself. */
function piecesOfUpdated(key: string, before: TemplateState, back: Altered<unknown>[]): Piece[] {
  const update = { op: 'template.update' as const, key };
  const parent = back.filter(({ at }) => at.field === 'extends');
  const rest = back.filter(({ at }) => at.field !== 'extends');
  const cells = rest.filter(({ at }) => at.cell !== undefined);
  const set = Object.fromEntries(cells.map(({ at, target }) => [at.cell, target]));
  const named = cells.length < rest.length ? { name: before.name } : {};
  const said = cells.length > 0 ? { set } : {};
  return [
    { edit: { ...update, ...named, ...said }, clashes: refusals(rest) },
    { edit: { ...update, extends: before.extends }, clashes: refusals(parent) },
  ].filter(({ clashes }) => clashes.length > 0);
}

/** What would take a change of a template back. Archiving is for good. */
export function piecesOfTemplate(effect: RevertedOn<'template'>, world: World): Pieces {
  const { subject, before, after } = effect;
  const now = world.templates.get(subject.id);
  if (!now) throw new Error(`The template ${subject.id} is not in the world.`);
  const all = alteredOfTemplate(effect, now);
  if (before === null) return now.archived ? only([]) : pieceOfCreated(effect, all);
  const { back, clashes } = sortOut(all);
  if (!now.archived) {
    return { pieces: piecesOfUpdated(subject.id, before, back), clashes, expired: [] };
  }
  const closed = back.map((one) => clashOf(one, 'archived'));
  if (before.archived === after.archived) return only([...closed, ...clashes]);
  const archived = { subject, field: 'archived', was: true, now: true };
  return only([{ ...archived, why: 'stays_archived' }, ...closed, ...clashes]);
}
