import type { Cell } from '../cells';
import type { Edit } from '../edits';
import { isInForce } from '../resolve';
import type { DecidedSetting, Setting } from '../settings';
import type { AccountState, OverrideState } from '../state';

/** The note and the expiry of overrides that are set. */
export interface Terms {
  note: string | null;
  expiresAt: Date | null;
}

/** How one account is to be, whatever it is now; what is left out stays as it is. */
export interface Wish {
  /** null: by rules and default. */
  template?: string | null;
  add?: readonly string[];
  remove?: readonly string[];
  /** All the tags that it is to have. */
  tags?: readonly string[];
  set?: Readonly<Partial<Record<Cell, Setting>>>;
  clear?: readonly Cell[] | 'all';
  /** All the overrides that it is to have. */
  overrides?: Readonly<Partial<Record<Cell, DecidedSetting>>>;
  /** null: an override that already says the same stays as it is, with its own terms. */
  terms: Terms | null;
}

type Overrides = Partial<Record<Cell, Setting>>;
const cellsOf = (record: object) => Object.keys(record) as Cell[];

function tagEdit({ account, tags }: AccountState, wish: Wish): Edit[] {
  const given = wish.tags ?? [...tags, ...(wish.add ?? [])];
  const wanted = new Set(given.filter((tag) => !wish.remove?.includes(tag)));
  const add = [...wanted].filter((tag) => !tags.includes(tag));
  const remove = tags.filter((tag) => !wanted.has(tag));
  return add.length + remove.length > 0 ? [{ op: 'account.tag', account, add, remove }] : [];
}

/** What is to be said of each cell, whether or not that is so already. */
function asked({ overrides }: AccountState, wish: Wish, at: Date): Overrides {
  const { clear, overrides: whole } = wish;
  const gone = cellsOf(overrides).filter((cell) => {
    if (clear === 'all' || clear?.includes(cell)) return true;
    const own = overrides[cell];
    return whole !== undefined && !whole[cell] && own !== undefined && isInForce(own, at);
  });
  const inherit = Object.fromEntries(gone.map((cell) => [cell, 'inherit' as const]));
  return { ...inherit, ...whole, ...wish.set };
}

function isSo(own: OverrideState | undefined, to: Setting, { terms }: Wish, at: Date): boolean {
  if (to === 'inherit' || !own) return to === 'inherit' && !own;
  if (own.setting !== to) return false;
  if (terms === null) return isInForce(own, at);
  return own.note === terms.note && own.expiresAt?.getTime() === terms.expiresAt?.getTime();
}

function overrideEdit(state: AccountState, wish: Wish, at: Date): Edit[] {
  const wanted = asked(state, wish, at);
  const cells = cellsOf(wanted).filter(
    (cell) => !isSo(state.overrides[cell], wanted[cell] as Setting, wish, at),
  );
  if (cells.length === 0) return [];
  const set = Object.fromEntries(cells.map((cell) => [cell, wanted[cell]])) as Overrides;
  const { note, expiresAt } = wish.terms ?? { note: null, expiresAt: null };
  return [{ op: 'account.override', account: state.account, set, note, expiresAt }];
}

/** The edits that make an account what it is to be; none where it is so already. */
export function editsOf(state: AccountState, wish: Wish, at: Date): Edit[] {
  const { account, template } = state;
  const moves = wish.template !== undefined && wish.template !== template;
  return [
    ...(moves
      ? [{ op: 'account.assign' as const, account, template: wish.template as string | null }]
      : []),
    ...tagEdit(state, wish),
    ...overrideEdit(state, wish, at),
  ];
}
