import { type Edit, subjectOf } from '../../lib/domain/edits';
import { cellName } from '../../lib/domain/words/cells';
import { impactSentence, missingWords } from '../../lib/domain/words/change';
import { type DiffWords, groupsOf, subjectName } from '../../lib/domain/words/diff';
import { ApiError, errorLines } from './errors';
import { counted, type Output, table } from './output';
import type { Plan, PlannedChange } from './planning';

/** Subjects that are shown of a change that has very many; all of them stand in --json. */
const SHOWN = 50;

function after({ after, until, note }: DiffWords): string {
  const terms = [
    until && `until ${until}`,
    until === null && 'without an end',
    note && `note “${note.replaceAll('\n', ' ')}”`,
    note === null && 'without a note',
  ].filter(Boolean);
  return [after, ...terms].join(', ');
}

function diffText(output: Output, { diff, names }: PlannedChange): string {
  const groups = groupsOf(diff);
  const parts = groups.slice(0, SHOWN).map(({ subject, lines }) => {
    const id =
      subject.kind === subject.id ? '' : ` ${output.paint('dim', `${subject.kind} ${subject.id}`)}`;
    const rows = lines.map((line) => [
      `  ${line.what}`,
      line.before === null || line.before === line.after ? '' : `${line.before} →`,
      after(line),
    ]);
    const name = output.paint('bold', subjectName(subject, names));
    return `${name}${id}\n${sides(output, rows)}`;
  });
  const more = groups.length - SHOWN;
  if (more > 0) parts.push(`… and ${counted(more, 'more', 'more')}: --json lists them all.`);
  return parts.join('\n');
}

const FOR_ADMIN =
  'Only an admin changes approval rules and guardrails, in the console: apply leaves them as they are.';

/** What differs, aligned where there is room for it. */
function sides({ width }: Output, rows: readonly (readonly string[])[]): string {
  const widest = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const [what, before] = [widest(0), widest(1)];
  const roomy = what + before + widest(2) + 4 <= width;
  return rows
    .map(([name = '', was = '', is = '']) =>
      roomy
        ? `${name.padEnd(what)}  ${was.padEnd(before)}${before > 0 ? ' ' : ''}${is}`
        : `${name}\n    ${was}${was ? ' ' : ''}${is}`,
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

const HEAD = [
  'Component and feature',
  'Comes on',
  'Goes off',
  'Kept by override',
  'Kept by Stripe',
];

function impactText(output: Output, { impact }: PlannedChange): string[] {
  if (!impact) return [];
  const rows = impact.cells.map((cell) => [
    cellName(cell.cell),
    ...[cell.on, cell.off, cell.shieldedByOverride, cell.shieldedByCeiling].map((count) =>
      count.toLocaleString('en'),
    ),
  ]);
  return [impactSentence(impact, false), ...(rows.length > 0 ? [table(output, HEAD, rows)] : [])];
}

/** Which edit a pointer of the API leads to, by what it is about. */
function subjectsOf({ problem, edits }: PlannedChange): string[] {
  const indexes = (problem?.errors ?? []).map(
    ({ pointer }) => /^\/edits\/(\d+)/.exec(pointer)?.[1],
  );
  const found = indexes.flatMap((index) => {
    const one = index === undefined ? undefined : edits[Number(index)];
    return one ? [subjectOf(one as Edit)] : [];
  });
  return found.map(({ kind, id }) => (kind === id ? kind : `${kind} ${id}`));
}

function verdictText(output: Output, change: PlannedChange): string[] {
  const { problem, requirement, unweighed, by } = change;
  if (problem) {
    const about = subjectsOf(change);
    const lines = [
      `It cannot be applied: ${errorLines(new ApiError(problem)).join('\n')}`,
      ...(about.length > 0 ? [`  It is about: ${about.join(', ')}.`] : []),
    ];
    return [output.paint('red', lines.join('\n'))];
  }
  const missing = requirement && missingWords(requirement);
  return [
    ...(unweighed ? [output.paint('yellow', unweighed)] : []),
    ...(by === 'admin' ? [FOR_ADMIN] : []),
    ...(missing ? [output.paint('yellow', missing)] : []),
  ];
}

function changeText(output: Output, change: PlannedChange, place: string | null): string {
  return [
    ...(place ? [output.paint('dim', place)] : []),
    diffText(output, change),
    ...impactText(output, change),
    ...verdictText(output, change),
  ].join('\n\n');
}

/** What files leave out and what they have too late, as notes beside a plan. */
export function planNotes({ left, expired }: Plan): string[] {
  const { templates, accounts } = left;
  return [
    ...(templates.length > 0
      ? [
          `Not in these files, and left as they are: ${counted(templates.length, 'template')} (${templates.join(', ')}). --prune archives them.`,
        ]
      : []),
    ...(accounts.length > 0
      ? [
          `Not in accounts.yaml, and left as they are: ${counted(accounts.length, 'account')}. --prune clears what they have of their own.`,
        ]
      : []),
    ...expired.map(
      ({ account, cell }) =>
        `accounts.yaml: the override of ${cell} of ${account} has ended and is left out.`,
    ),
  ];
}

/** A plan in words. */
export function planText(output: Output, { changes, url }: Plan): string {
  if (changes.length === 0) return `Nothing differs from ${url}.`;
  const several = changes.length > 1;
  const parts = changes.map((change, index) => {
    const place = several
      ? `Change ${index + 1} of ${changes.length}, ${counted(change.edits.length, 'edit')}`
      : null;
    return changeText(output, change, place);
  });
  const chunks = changes.filter(({ by }) => by === 'apply').length;
  const summary =
    chunks > 1
      ? [
          `There are more edits than one change can hold: ${chunks} changes are made, one after the other, each applied whole.`,
        ]
      : [];
  return [...parts, ...summary].join('\n\n');
}
