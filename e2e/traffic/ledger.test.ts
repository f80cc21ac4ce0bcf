import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger';
import { codeOf } from './send';

describe('a ledger', () => {
  it('gives every change a reason of its own, and keeps it before it is answered', () => {
    const ledger = new Ledger();
    const [first, second] = [ledger.change('edit'), ledger.change('edit')];
    expect(first.reason).not.toBe(second.reason);
    expect([...ledger.changes.values()]).toEqual([first, second]);
    expect(first.acknowledged).toEqual([]);
  });

  it('notices a secret that is handed out twice', () => {
    const ledger = new Ledger();
    expect(ledger.handedOut('accs_secret__a')).toBe(true);
    expect(ledger.handedOut('accs_secret__b')).toBe(true);
    expect(ledger.handedOut('accs_secret__a')).toBe(false);
    expect([...ledger.secrets()]).toHaveLength(2);
  });

  it('counts what was told, and the longest wait', () => {
    const ledger = new Ledger();
    ledger.tell({ actor: 'mint', status: 200, ms: 5 });
    ledger.tell({ actor: 'mint', status: 200, ms: 3 });
    ledger.tell({ actor: 'mint', status: 503, ms: 9, code: 'database_unavailable' });
    ledger.tell({ actor: 'edit', status: 'torn', ms: 1 });
    expect(ledger.told()).toEqual({
      'edit torn': 1,
      'mint 200': 2,
      'mint 503 database_unavailable': 1,
    });
    expect(ledger.slowest()).toEqual({ mint: 9, edit: 1 });
  });
});

describe('the code of a problem', () => {
  it.each([
    ['{"code":"conflict"}', 'conflict'],
    ['{"error":{"type":"api_error"}}', 'api_error'],
    ['{"error":{"type":"api_error","code":"rate_limit"}}', 'rate_limit'],
    ['<html>', undefined],
  ])('of %s is %s', (text, code) => expect(codeOf(text)).toBe(code));
});
