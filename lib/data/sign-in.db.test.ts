import { beforeEach, describe, expect, test, vi } from 'vitest';
import { as, dump, later, MINUTE, NOW, query, SECOND } from '@/e2e/support/verbs';
import type { AppError } from '@/lib/domain/errors';
import { verifyPassword } from './passwords';
import { signIn } from './sign-in';
import { createUser, disableUser } from './users';

// What counts here is who may try how often: a costly hash would only make it slow.
vi.mock('./passwords', () => ({
  hashPassword: async (password: string) => `plain ${password}`,
  verifyPassword: vi.fn(
    async (password: string, hash: string | null) => hash === `plain ${password}`,
  ),
}));

const PASSWORD = 'correct horse battery staple';
const WRONG = 'Tr0ub4dor&3 is not it';

/** Failures that are borne within ten minutes: by person and address, by person, and by address. */
const PAIR = 5;
const ACCOUNT = 25;
const ADDRESS = 50;
const WINDOW = 10 * MINUTE;

let made = 0;
let email: string;
let id: string;

beforeEach(async () => {
  email = `person-${++made}@example.com`;
  const user = { email, name: 'Person', role: 'operator', password: PASSWORD } as const;
  ({ id } = await createUser(as('admin'), user));
});

let addresses = 0;
const newAddress = () => `192.0.2.${++addresses}`;

interface Attempt {
  email?: string;
  password?: string;
  address?: string;
  browser?: string | null;
  now?: Date;
}

/** How an attempt ends: in, refused, or not even looked at. */
async function attempt(more: Attempt = {}): Promise<'in' | 'refused' | 'throttled'> {
  const given = { email, password: WRONG, address: '192.0.2.0', browser: null, now: NOW, ...more };
  try {
    return (await signIn({ requestId: `sign-in-${++made}`, ...given })) ? 'in' : 'refused';
  } catch (error) {
    expect((error as AppError).code).toBe('rate_limited');
    expect((error as AppError).retryAfter).toBeGreaterThan(0);
    return 'throttled';
  }
}

async function attempts(count: number, more: (index: number) => Attempt): Promise<string[]> {
  const ends: string[] = [];
  for (let index = 0; index < count; index += 1) ends.push(await attempt(more(index)));
  return ends;
}

const refused = (count: number) => Array.from({ length: count }, () => 'refused');

describe('signing in', () => {
  test('takes the right password, however the email is written', async () => {
    const address = newAddress();
    const given = { requestId: 'r', password: PASSWORD, address, browser: null, now: NOW };
    expect(await signIn({ ...given, email })).toEqual({ id, name: 'Person', sessionEpoch: 0 });
    expect(await signIn({ ...given, email: ` ${email.toUpperCase()} ` })).toMatchObject({ id });
  });

  test.each<[what: string, more: () => Attempt]>([
    ['a wrong password', () => ({})],
    ['an empty password', () => ({ password: '' })],
    ['an unknown email', () => ({ email: 'nobody@example.com', password: PASSWORD })],
    ['an empty email', () => ({ email: '', password: PASSWORD })],
    ['an email with NUL', () => ({ email: `${email}\u0000`, password: PASSWORD })],
    ['an email with a lone surrogate', () => ({ email: `\ud800${email}`, password: PASSWORD })],
    ['a password with NUL', () => ({ password: `${PASSWORD}\u0000` })],
    ['a wildcard', () => ({ email: 'person-%@example.com', password: PASSWORD })],
  ])('refuses %s', async (_what, more) => {
    expect(await attempt({ address: newAddress(), ...more() })).toBe('refused');
  });

  test('refuses a user who was disabled, though the password is right', async () => {
    await disableUser(as('admin'), { id });
    expect(await attempt({ password: PASSWORD, address: newAddress() })).toBe('refused');
  });

  test('looks at a password even where there is no such user, to take as long', async () => {
    vi.mocked(verifyPassword).mockClear();
    await attempt({ email: 'nobody@example.com', address: newAddress() });
    expect(vi.mocked(verifyPassword).mock.calls).toEqual([[WRONG, null]]);
  });

  test('is audited, for better or worse, without email and password', async () => {
    const address = newAddress();
    await attempt({ address });
    await attempt({ address, password: PASSWORD });
    const rows = await query(
      `SELECT actor_kind, actor_id, action, before, after, result, code
       FROM audit_entry JOIN audit_outcome ON entry_id = id WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    const line = { action: 'user.sign_in', before: null, after: null };
    expect(rows).toEqual([
      {
        ...line,
        actor_kind: 'system',
        actor_id: 'system',
        result: 'refused',
        code: 'unauthenticated',
      },
      { ...line, actor_kind: 'user', actor_id: id, result: 'succeeded', code: null },
    ]);
    const { audit_entry, audit_outcome, sign_in_throttle } = await dump();
    const kept = JSON.stringify([audit_entry, audit_outcome, sign_in_throttle]);
    for (const secret of [WRONG, address]) expect(kept).not.toContain(secret);
  });
});

describe('nobody locks another out', () => {
  const mine = { browser: 'a browser of theirs', password: PASSWORD };

  test('who guesses at an account from one address keeps its person out nowhere else', async () => {
    const address = newAddress();
    // More than the account bears: what is not looked at counts for nobody.
    await attempts(2 * ACCOUNT, () => ({ address }));
    expect(await attempt({ address: newAddress(), password: PASSWORD })).toBe('in');
  });

  test('who guesses from everywhere keeps out no browser that its person has used', async () => {
    await attempts(ACCOUNT, () => ({ address: newAddress() }));
    const address = newAddress();
    expect(await attempt({ address, password: PASSWORD })).toBe('throttled');
    expect(await attempt({ address, ...mine })).toBe('in');
    // That it came in says nothing of who guesses.
    expect(await attempt({ address, password: PASSWORD })).toBe('throttled');
  });

  test('who guesses from the same office neither', async () => {
    const address = newAddress();
    await attempts(PAIR, () => ({ address }));
    await attempts(ADDRESS, (index) => ({ address, email: `guess-${index}@example.com` }));
    expect(await attempt({ address, password: PASSWORD })).toBe('throttled');
    expect(await attempt({ address, ...mine })).toBe('in');
  });

  test('a known browser guesses no more than any, and keeps out itself alone', async () => {
    const address = newAddress();
    const stolen = { address, browser: mine.browser };
    expect(await attempts(PAIR + 1, () => stolen)).toEqual([...refused(PAIR), 'throttled']);
    expect(await attempt({ address, ...mine })).toBe('throttled');
    expect(await attempt({ address, password: PASSWORD })).toBe('in');
    expect(await attempt({ address, ...mine, browser: 'another of theirs' })).toBe('in');
    expect(await attempt({ ...stolen, password: PASSWORD, now: later(WINDOW) })).toBe('in');
  });
});

describe('too many failures', () => {
  test('of one person from one address end it for both together, not for others', async () => {
    const address = newAddress();
    // However the email is written each time, it is one person.
    const written = [email.toUpperCase(), ` ${email}`, `${email} `, email, `\t${email}\n`];
    const guesses = attempts(PAIR, (index) => ({ address, email: written[index] ?? email }));
    expect(await guesses).toEqual(refused(PAIR));
    expect(await attempt({ address })).toBe('throttled');
    expect(await attempt({ address, password: PASSWORD })).toBe('throttled');
    expect(await attempt({ address: newAddress(), password: PASSWORD })).toBe('in');
    expect(await attempt({ address, email: 'other@example.com' })).toBe('refused');
  });

  test('end with the window, at its very end', async () => {
    const address = newAddress();
    await attempts(PAIR, (index) => ({ address, now: later(index * SECOND) }));
    const at = (ms: number) => attempt({ address, password: PASSWORD, now: later(ms) });
    expect(await at(WINDOW - 1)).toBe('throttled');
    expect(await at(WINDOW)).toBe('in');
  });

  test('are counted anew in the next window', async () => {
    const address = newAddress();
    await attempts(PAIR, () => ({ address }));
    const next = (index: number) => ({ address, now: later(WINDOW + index) });
    expect(await attempts(PAIR + 1, next)).toEqual([...refused(PAIR), 'throttled']);
  });

  test('do not make the wait longer while one is waiting', async () => {
    const address = newAddress();
    await attempts(PAIR, () => ({ address }));
    await attempts(3, () => ({ address, now: later(WINDOW - SECOND) }));
    expect(await attempt({ address, password: PASSWORD, now: later(WINDOW) })).toBe('in');
  });

  test('are forgotten with a success, for the pair and the person', async () => {
    const address = newAddress();
    for (let round = 0; round < 3; round += 1) {
      expect(await attempts(PAIR - 1, () => ({ address }))).toEqual(refused(PAIR - 1));
      expect(await attempt({ address, password: PASSWORD })).toBe('in');
    }
  });

  test('of one person from anywhere end it for the person', async () => {
    const everywhere = () => ({ address: newAddress() });
    expect(await attempts(ACCOUNT, everywhere)).toEqual(refused(ACCOUNT));
    expect(await attempt({ ...everywhere(), password: PASSWORD })).toBe('throttled');
    expect(await attempt({ ...everywhere(), email: 'other@example.com' })).toBe('refused');
    const next = { ...everywhere(), password: PASSWORD, now: later(WINDOW) };
    expect(await attempt(next)).toBe('in');
  });

  test('from one address end it for the address, and a success does not help', async () => {
    const address = newAddress();
    const anybody = (index: number) => ({ address, email: `guess-${index}@example.com` });
    expect(await attempts(ADDRESS - 1, anybody)).toEqual(refused(ADDRESS - 1));
    expect(await attempt({ address, password: PASSWORD })).toBe('in');
    expect(await attempt({ address, email: 'last-guess@example.com' })).toBe('refused');
    expect(await attempt({ address, password: PASSWORD })).toBe('throttled');
    expect(await attempt({ address: newAddress(), password: PASSWORD })).toBe('in');
  });

  test('made all at once are not more than one after the other', async () => {
    const address = newAddress();
    vi.mocked(verifyPassword).mockClear();
    const ends = await Promise.all(Array.from({ length: 4 * PAIR }, () => attempt({ address })));
    expect(ends.filter((end) => end === 'refused')).toHaveLength(PAIR);
    expect(vi.mocked(verifyPassword)).toHaveBeenCalledTimes(PAIR);
  });
});
