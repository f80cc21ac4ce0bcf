import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentEntry, featureEntry, type GaComponent, type GaFeature } from './catalog';
import { CELLS, type CellRef } from './cells';
import { cellsAskedOf, nameFit, readQuestion } from './question';
import { COMPONENT_SYNONYMS, FEATURE_SYNONYMS } from './question-words';

const found = (text: string) => readQuestion(text).cells.map(({ cell }) => cell);
const titleOf = ({ component, feature }: CellRef) =>
  (feature && featureEntry(component, feature)?.title) ?? componentEntry(component).title;
const synonymsOf = ({ component, feature }: CellRef) =>
  feature ? FEATURE_SYNONYMS[feature as GaFeature] : COMPONENT_SYNONYMS[component as GaComponent];

describe.each(CELLS)('$cell', (ref) => {
  const { cell, component, feature } = ref;
  const full = feature ? `${componentEntry(component).title} ${titleOf(ref)}` : titleOf(ref);

  test('is the first guess for its key', () => {
    expect(found(cell)[0]).toBe(cell);
    expect(found(`acct_1Kestrel ${cell}?`)[0]).toBe(cell);
  });

  test('is the first guess for its component’s and its own title', () => {
    // A component and a feature may have the same title: then both are as good a guess.
    const [best] = readQuestion(full).cells;
    const own = readQuestion(full).cells.find((match) => match.cell === cell);
    expect(own?.score).toBe(best?.score);
    if (feature) expect(found(`why can’t Zanzibar ${full}`)[0]).toBe(cell);
  });

  test('is found by its title', () => {
    expect(found(titleOf(ref))).toContain(cell);
  });

  test.each(synonymsOf(ref))('is found by “%s”', (synonym) => {
    expect(found(synonym)).toContain(cell);
    expect(found(`why zanzibar ${synonym}`)).toContain(cell);
    expect(readQuestion(`zanzibar ${synonym}`).names).toEqual(['zanzibar']);
  });
});

test.each([
  ['why refund acme', 'payments.refund_management', ['acme']],
  ['why can’t Acme refund?', 'payments.refund_management', ['Acme']],
  ["why can't acme refund", 'payments.refund_management', ['acme']],
  ['refund acme coffee roasters', 'payments.refund_management', ['acme', 'coffee', 'roasters']],
  ['acme payouts instant', 'payouts.instant_payouts', ['acme']],
  ['can bluebird pay out?', 'payouts', ['bluebird']],
  ['why is Orchid Lane’s instant payout off', 'payouts.instant_payouts', ['Orchid', 'Lane']],
  ['payments.refund_management acct_1Abc', 'payments.refund_management', ['acct_1Abc']],
  ['refunding at acme is not allowed', 'payments.refund_management', ['acme']],
  ['how often payout schedule acme', 'payouts.edit_payout_schedule', ['often', 'acme']],
  ['TAX REGISTRATIONS Padaria Três', 'tax_registrations', ['Padaria', 'Três']],
  ['freeze a card for lumen', 'issuing_card.card_management', ['lumen']],
])('%s', (text, cell, names) => {
  const question = readQuestion(text);
  expect(question.cells[0]?.cell).toBe(cell);
  expect(question.names).toEqual(names);
});

describe('a name', () => {
  test('with a word of the catalog in it may still be the whole of it', () => {
    const question = readQuestion('payments café');
    expect(question).toMatchObject({ names: ['café'], maybe: ['payments'] });
    expect(cellsAskedOf(question, 'Payments Café')).toEqual([]);
    expect(cellsAskedOf(question, 'Café Blau')[0]?.cell).toBe('payments');
  });

  test('does not lend its words to the question', () => {
    const question = readQuestion('why refund bank street books');
    expect(cellsAskedOf(question, 'Bank Street Books').map(({ cell }) => cell)).toEqual(
      found('why refund'),
    );
  });

  test('covers a word only from the start of one of its own', () => {
    const question = readQuestion('tax syntax');
    expect(cellsAskedOf(question, 'Syntax School')[0]?.cell).toMatch(/^tax/);
  });

  test('made of nothing but words of a question is a name', () => {
    expect(readQuestion('Why Not')).toMatchObject({ cells: [], names: ['Why', 'Not'] });
  });

  test('fits by the words it has, whatever their accents', () => {
    const question = readQuestion('payments cafe nord');
    expect(nameFit(question, 'Payments Café')).toEqual({ names: 1, maybe: 1 });
    expect(nameFit(question, 'Nordlys Café')).toEqual({ names: 2, maybe: 0 });
  });
});

const someWords = fc.array(
  fc.constantFrom(
    ...['why', 'acme', 'refund', 'payouts', 'instant', 'can’t', 'café', 'tax', 'bank', 'account'],
    ...['payments.refund_management', 'acct_1Abc', 'of', 'dispute', 'disputes', 'out', 'pay'],
  ),
  { maxLength: 8 },
);

test('the order of words does not matter', () => {
  fc.assert(
    fc.property(
      someWords.chain((words) =>
        fc.tuple(
          fc.constant(words),
          fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
        ),
      ),
      ([words, shuffled]) => {
        const one = readQuestion(words.join(' '));
        const other = readQuestion(shuffled.join(' '));
        expect(other.cells).toEqual(one.cells);
        expect([...other.names].sort()).toEqual([...one.names].sort());
        expect([...other.maybe].sort()).toEqual([...one.maybe].sort());
      },
    ),
  );
});

test('any text at all is read, and no word of it is lost or made up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const question = readQuestion(text);
      const words = question.words.map((word) => word.text);
      for (const word of [...question.names, ...question.maybe]) expect(words).toContain(word);
      expect(question.names.length + question.maybe.length > 0).toBe(words.length > 0);
      expect(cellsAskedOf(question, 'Zanzibar').length).toBe(question.cells.length);
      for (const { score } of question.cells) expect(score).toBeGreaterThan(0);
    }),
  );
});
