import { describe, expect, it } from 'vitest';
import { AnswerBoard } from './answers';

const table = {
  payments: { enabled: true, features: { refund_management: true, capture_payments: true } },
  payouts: { enabled: false, features: {} },
};

describe('answers that differ', () => {
  it('are put into the table’s answer, of any shape, and null takes away', () => {
    const board = new AnswerBoard();
    board.add({
      components: {
        payments: {
          features: { refund_management: false, capture_payments: null, teleport: 'no' },
        },
        holograms: { enabled: true, features: {} },
        payouts: null,
      },
    });
    expect(board.apply('acct_1', table)).toEqual({
      payments: { enabled: true, features: { refund_management: false, teleport: 'no' } },
      holograms: { enabled: true, features: {} },
    });
  });

  it('may be about one account, and are cleared by account', () => {
    const board = new AnswerBoard();
    board.add({ account: 'acct_1', components: { payouts: { enabled: true } } });
    board.add({ account: 'acct_2', components: { payouts: { enabled: 7 } } });
    expect(board.apply('acct_1', table)).toMatchObject({ payouts: { enabled: true } });
    expect(board.apply('acct_3', table)).toEqual(table);
    board.clear('acct_1');
    expect(board.apply('acct_1', table)).toEqual(table);
    expect(board.apply('acct_2', table)).toMatchObject({ payouts: { enabled: 7 } });
    board.clear();
    expect(board.apply('acct_2', table)).toEqual(table);
  });

  it.each([{}, { components: 'all' }, { components: {}, account: 7 }, { components: {}, x: 1 }])(
    'are refused where they are %j',
    (given) => {
      expect(() => new AnswerBoard().add(given)).toThrow();
    },
  );
});
