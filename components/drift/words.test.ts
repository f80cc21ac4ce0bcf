import { describe, expect, it } from 'vitest';
import { DRIFT_KINDS, driftKind, driftName, KIND_WORDS, sideWord, timesWord } from './words';

describe('drift in words', () => {
  it.each([
    [false, true, 'wider'],
    [true, false, 'narrower'],
    [true, null, 'missing'],
    [false, null, 'missing'],
    [null, true, 'unknown'],
    [null, false, 'unknown'],
  ] as const)('predicted %s, answered %s is %s', (predicted, answered, kind) => {
    expect(driftKind({ predicted, answered })).toBe(kind);
  });

  it.each([
    ['payments', 'Payments'],
    ['payments.refund_management', 'Payments, Refunds'],
    ['payments.teleport', 'Payments, teleport'],
    ['holograms', 'holograms'],
    ['holograms.beam_up', 'holograms, beam_up'],
    ['constructor', 'constructor'],
  ])('%s is called %s', (cell, name) => {
    expect(driftName(cell)).toBe(name);
  });

  it('says of every kind what it means and what to do', () => {
    for (const kind of DRIFT_KINDS) {
      for (const text of Object.values(KIND_WORDS[kind])) expect(text.length).toBeGreaterThan(10);
    }
    expect([sideWord(true), sideWord(false), sideWord(null)]).toEqual(['On', 'Off', 'Not there']);
    expect([timesWord(1), timesWord(1200)]).toEqual(['1 session', '1,200 sessions']);
  });
});
