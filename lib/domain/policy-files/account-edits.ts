import { type Cell, cellsSaid } from '../cells';
import type { Setting } from '../settings';
import type { EditInput } from './edits';
import type { AccountInFile, OverrideInFile } from './policy';

const inForce = ({ expiresAt }: OverrideInFile, now: Date) =>
  expiresAt === null || expiresAt.getTime() > now.getTime();

type Overrides = Partial<Record<Cell, OverrideInFile>>;

function overridesInForce(account: AccountInFile | undefined, now: Date): Overrides {
  const all = Object.entries(account?.overrides ?? {}) as [Cell, OverrideInFile][];
  return Object.fromEntries(all.filter(([, override]) => inForce(override, now)));
}

const terms = ({ note, expiresAt }: OverrideInFile) => ({
  note,
  expiresAt: expiresAt?.toISOString() ?? null,
});

const says = (one: OverrideInFile | undefined, other: OverrideInFile) =>
  one?.setting === other.setting && JSON.stringify(terms(one)) === JSON.stringify(terms(other));

interface Group {
  note: string | null;
  expiresAt: string | null;
  set: Partial<Record<Cell, Setting>>;
}

/** The overrides to set and to clear, those with the same terms together. */
function groupsOf(before: Overrides, after: Overrides): Group[] {
  const groups = new Map<string, Group>();
  const put = (cell: Cell, setting: Setting, of: ReturnType<typeof terms>) => {
    const key = `${setting === 'inherit'} ${JSON.stringify(of)}`;
    const group = groups.get(key) ?? { ...of, set: {} };
    group.set[cell] = setting;
    groups.set(key, group);
  };
  for (const { cell } of cellsSaid(before, after)) {
    const [was, is] = [before[cell], after[cell]];
    if (is && !says(was, is)) put(cell, is.setting, terms(is));
    if (was && !is) put(cell, 'inherit', { note: null, expiresAt: null });
  }
  return [...groups.values()];
}

function tagEdit(before: readonly string[], after: readonly string[]) {
  const add = after.filter((tag) => !before.includes(tag));
  const remove = before.filter((tag) => !after.includes(tag));
  return add.length + remove.length === 0
    ? null
    : { ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) };
}

/**
 * The edits that make one account's own policy what a file says, and the file's overrides whose time
 * is over, which are left out. An account that the platform does not know is edited as one that has
 * nothing, and the platform then says that it does not know it.
 */
export function accountEdits(
  current: (AccountInFile & { revision: number }) | undefined,
  file: AccountInFile,
  now: Date,
): { edits: EditInput[]; expired: { account: string; cell: Cell }[] } {
  const { account, template } = file;
  const about = { account, ...(current && { expectedRevision: current.revision }) };
  const edits: EditInput[] = [];
  if (template !== (current?.template ?? null)) {
    edits.push({ op: 'account.assign', ...about, template });
  }
  const tags = tagEdit(current?.tags ?? [], file.tags);
  if (tags) edits.push({ op: 'account.tag', ...about, ...tags });
  const wanted = overridesInForce(file, now);
  for (const group of groupsOf(overridesInForce(current, now), wanted)) {
    edits.push({ op: 'account.override', ...about, ...group });
  }
  const expired = (Object.keys(file.overrides) as Cell[])
    .filter((cell) => !wanted[cell])
    .map((cell) => ({ account, cell }));
  return { edits, expired };
}
