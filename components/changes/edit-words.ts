import type { Cell } from '@/lib/domain/cells';

import type { Edit, Subject, SubjectKind } from '@/lib/domain/edits';
import { cellName, settingWord } from '@/lib/domain/words/cells';
import { type Names, subjectName } from '@/lib/domain/words/diff';
import type { WireEdit } from '../edits/post-change';

const setWords = (set: object) =>
  (Object.entries(set) as [Cell, 'on' | 'off' | 'inherit'][]).map(
    ([cell, setting]) => `${cellName(cell)} ${settingWord(setting).toLowerCase()}`,
  );

const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

function doing(edit: Edit | WireEdit): string[] {
  switch (edit.op) {
    case 'template.create':
      return [
        `create as “${edit.name}”`,
        ...(edit.extends ? [`parent ${edit.extends}`] : []),
        ...setWords(edit.set),
      ];
    case 'template.update':
      return [
        ...(edit.name === undefined ? [] : [`name “${edit.name}”`]),
        ...(edit.extends === undefined ? [] : [`parent ${edit.extends ?? 'none'}`]),
        ...setWords(edit.set ?? {}),
      ];
    case 'template.archive':
      return ['archive'];
    case 'account.assign':
      return [edit.template ? `assign ${edit.template}` : 'template by rules and default'];
    case 'account.override':
      return setWords(edit.set);
    case 'account.tag':
      return [
        ...(edit.add ?? []).map((tag) => `add tag ${tag}`),
        ...(edit.remove ?? []).map((tag) => `remove tag ${tag}`),
      ];
    case 'rules.replace':
      return [`${counted(edit.rules.length, 'rule', 'rules')}, otherwise ${edit.default}`];
    case 'approvals.replace':
      return [counted(edit.rules.length, 'rule', 'rules')];
    case 'guardrails.replace':
      return [counted(edit.guardrails.length, 'guardrail', 'guardrails')];
  }
}

/** What an edit is about. `subjectOf` of the domain would bring the whole parser into the browser. */
export function aboutOf(edit: Edit | WireEdit): Subject {
  if ('account' in edit) return { kind: 'account', id: edit.account };
  if ('key' in edit) return { kind: 'template', id: edit.key };
  const kind = edit.op.slice(0, -'.replace'.length) as SubjectKind;
  return { kind, id: kind };
}

/** An edit in a line: what it is about, and what it asks for. */
export function editWords(edit: Edit | WireEdit, names: Names): { what: string; does: string } {
  return { what: subjectName(aboutOf(edit), names), does: doing(edit).join(', ') || 'nothing' };
}
