import { expect, it } from 'vitest';
import { brokenWords, countWords, defaultWords, explicitWords } from './count-words';
import { differences, itemsOf, moved, withItem } from './list-draft';
import { leftLines, listLines } from './list-lines';

it.each([
  [[0, 0, 0, 0], 'No account matches'],
  [[1, 1, 0, 0], '1 account matches, and has the template by it'],
  [[1200, 1200, 0, 0], '1,200 accounts match, and all have the template by it'],
  [
    [9, 5, 1, 3],
    '9 accounts match: 5 by this rule, 3 taken by an earlier one, 1 assigned explicitly',
  ],
  [[2, 0, 0, 2], '2 accounts match: 0 by this rule, 2 taken by an earlier one'],
] as const)('says what became of %j', ([matching, taking, explicit, earlier], words) => {
  expect(countWords({ matching, taking, explicit, earlier })).toBe(words);
});

it.each([
  [[0, 0, 0], 'Every account matches a rule'],
  [[3, 3, 0], '3 accounts match no rule'],
  [[3, 2, 1], '3 accounts match no rule: 2 by default, 1 assigned explicitly'],
] as const)('says what comes to the default of %j', ([matching, taking, explicit], words) => {
  const counts = { revision: 1, accounts: 9, explicit: 1, rules: [] };
  expect(defaultWords({ ...counts, default: { matching, taking, explicit } })).toBe(words);
});

it.each([
  [0, 'None of 9 accounts has a template assigned explicitly'],
  [1, 'Of 9 accounts, 1 has a template assigned explicitly: no rule is asked for it'],
  [2, 'Of 9 accounts, 2 have a template assigned explicitly: no rule is asked for them'],
])('says for how many no rule is asked: %i', (explicit, words) => {
  const none = { matching: 0, taking: 0, explicit: 0 };
  const counts = { revision: 1, accounts: 9, explicit, rules: [], default: none };
  expect(explicitWords(counts)).toBe(words);
});

it.each([
  [0, 0, /^It holds today$/],
  [1, 0, /^1 account breaks it today/],
  [2, 1, /^2 accounts and 1 template break it today/],
])('says whether a guardrail holds: %i, %i', (accounts, templates, words) => {
  expect(brokenWords({ accounts, templates })).toMatch(words);
});

it('says what differs, and takes each back', () => {
  const saved = itemsOf(['a', 'b', 'c'], 1);
  const edited = moved(
    withItem(
      withItem(saved, { id: 'r1-2', value: 'B' }).filter(({ id }) => id !== 'r1-1'),
      { id: 'new', value: 'n' },
    ),
    'r1-3',
    -1,
  );
  const undone: string[] = [];
  const lines = listLines(
    differences(saved, edited),
    { name: (value) => value, says: (value) => value },
    true,
    ({ kind }) => undone.push(kind),
  );
  expect(lines.map(({ what, before, after }) => `${what}: ${before} → ${after}`)).toEqual([
    'a: place 1 → removed',
    'Rule 2: b → B',
    'B: place 2 → behind “c”',
    'n: not there → added at place 3',
  ]);
  for (const { undo } of lines) undo();
  expect(undone).toEqual(['removed', 'changed', 'moved', 'added']);
});

it('calls named ones by their names, and says what they say', () => {
  const saved = itemsOf(['a one', 'b two'], 1);
  const edited = withItem(withItem(saved, { id: 'r1-1', value: 'a three' }), {
    id: 'r1-2',
    value: 'c two',
  });
  const words = {
    name: (value: string) => value.slice(0, 1),
    says: (value: string) => value.slice(2),
  };
  const lines = listLines(differences(saved, edited, false), words, false, () => undefined);
  expect(lines.map(({ what, before, after }) => `${what}: ${before} → ${after}`)).toEqual([
    'a: one → three',
    'b: b → c',
  ]);
});

it('gives back what has to be made again', () => {
  const [left] = differences(itemsOf(['a'], 1), []);
  if (!left) throw new Error('There is a difference.');
  const done: string[] = [];
  const [line] = leftLines(
    { left: [left], put: (value) => done.push(`put ${value}`), forget: () => done.push('forgot') },
    { name: () => 'A', says: (value) => value },
  );
  expect(line?.words).toBe('A: a');
  line?.again();
  expect(done).toEqual(['put a', 'forgot']);
});
