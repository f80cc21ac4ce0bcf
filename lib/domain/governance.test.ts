import { describe, expect, it } from 'vitest';
import { guardrail, guardrails, replaceGuardrails } from './governance';
import { parse } from './parse';
import { SOME_CELLS } from './testing/populations';
import { templateState } from './testing/worlds';

describe('guardrails as they are written', () => {
  const rail = (more: object = {}) => ({
    name: 'No refunds',
    of: { accounts: { country: ['DE'] } },
    never: [{ cell: 'payments', is: 'on' }],
    ...more,
  });

  it.each<[string, object]>([
    ['no cell', { never: [] }],
    ['an unknown cell', { never: [{ cell: 'holograms', is: 'on' }] }],
    [
      'a cell twice',
      {
        never: [
          { cell: 'payments', is: 'on' },
          { cell: 'payments', is: 'off' },
        ],
      },
    ],
    [
      '21 cells',
      {
        never: SOME_CELLS.slice(0, 21)
          .concat(SOME_CELLS)
          .slice(0, 21)
          .map((cell) => ({ cell, is: 'on' })),
      },
    ],
    ['inherit', { never: [{ cell: 'payments', is: 'inherit' }] }],
    ['a template and accounts', { of: { template: 'base', accounts: {} } }],
    ['an unknown condition', { of: { accounts: { planet: ['Mars'] } } }],
    ['an empty condition', { of: { accounts: { country: [] } } }],
    ['no name', { name: ' ' }],
  ])('have not %s', (_, more) => {
    expect(guardrail.safeParse(rail(more)).success).toBe(false);
  });

  it('may be of all accounts, and have names of their own', () => {
    expect(guardrail.safeParse(rail({ of: { accounts: {} } })).success).toBe(true);
    expect(guardrails.safeParse([rail(), rail({ name: 'Another' })]).success).toBe(true);
    expect(guardrails.safeParse([rail(), rail()]).success).toBe(false);
  });

  it('name templates that exist', () => {
    const all = parse(guardrails, [
      rail(),
      rail({ name: 'B', of: { template: 'nowhere' } }),
      rail({ name: 'C', of: { accounts: { template: ['base', 'lost'] } } }),
    ]);
    const current = { revision: 4, guardrails: [] };
    const known = new Map([['base', templateState('base')]]);
    expect(() => replaceGuardrails(current, all, known, '/edits/0/guardrails')).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        errors: [
          {
            pointer: '/edits/0/guardrails/1/of/template',
            message: 'There is no template "nowhere".',
          },
          {
            pointer: '/edits/0/guardrails/2/of/accounts/template/1',
            message: 'There is no template "lost".',
          },
        ],
      }),
    );
    const [first] = all;
    expect(replaceGuardrails(current, first ? [first] : [], known, '')).toEqual({
      revision: 4,
      guardrails: [first],
    });
  });
});
