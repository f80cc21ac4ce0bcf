import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { as, NOW, query } from '@/e2e/support/verbs';
import { createNoticeEndpoint, rotateNoticeSecret } from '@/lib/data/notices/endpoints';
import { placeOf } from '@/lib/data/notices/secrets';
import { newEndpoint } from '@/lib/domain/notice-endpoints';
import { parse } from '@/lib/domain/parse';
import { env } from '@/lib/env';
import { requireKnownKeys } from './known-keys';
import { inspectSealed, resealAll, SEALED } from './reseal';
import { keyIdOf, keys, keysOf, seal, unseal } from './seal';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const wanted = parse(newEndpoint, { url: 'https://receiver.example/hook', description: 'Test' });

const sealedOf = async (id: string) => {
  const [row] = await query<{ secret: Buffer; old_secret: Buffer | null }>(
    'SELECT secret, old_secret FROM notice_endpoint WHERE id = $1',
    [id],
  );
  if (!row) throw new Error('There is no such endpoint.');
  return row;
};

/** Some endpoints as an earlier key has sealed them. */
async function sealedWith(by: ReturnType<typeof keysOf>, count: number) {
  const made: { id: string; secret: string }[] = [];
  for (let n = 0; n < count; n += 1) {
    const one = await createNoticeEndpoint(as('admin'), wanted);
    await query('UPDATE notice_endpoint SET secret = $1 WHERE id = $2', [
      seal(placeOf(one.id), one.secret, by),
      one.id,
    ]);
    made.push(one);
  }
  return made;
}

/** The command, in an environment of its own. */
function rotate(args: string[], more: Record<string, string>) {
  // biome-ignore lint/style/noProcessEnv: handed on to the command as it is
  const environment = { ...process.env, LOG_LEVEL: 'silent', ...more };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/secrets-rotate.ts', ...args],
    { cwd: ROOT, encoding: 'utf8', env: environment },
  );
  return { status, stdout, stderr };
}

const text = (key: Uint8Array) => Buffer.from(key).toString('base64');

beforeEach(() => query('DELETE FROM notice_endpoint'));
afterEach(() => query('DELETE FROM notice_endpoint'));

test('a sealed value opens in its own row and column, whole, and nowhere else', async () => {
  const one = await createNoticeEndpoint(as('admin'), wanted);
  const other = await createNoticeEndpoint(as('admin'), wanted);
  const { secret: sealed } = await sealedOf(one.id);
  expect(unseal(placeOf(one.id), sealed)).toBe(one.secret);
  expect(keyIdOf(sealed)).toBe(keys().current.id);
  expect(unseal(placeOf(other.id), sealed)).toBeNull();
  expect(unseal(placeOf(one.id, 'old_secret'), sealed)).toBeNull();
  expect(unseal({ ...placeOf(one.id), table: 'other' }, sealed)).toBeNull();
  for (let at = 0; at < sealed.length; at += 1) {
    const bent = Buffer.from(sealed);
    bent[at] = (bent[at] ?? 0) ^ 1;
    expect(unseal(placeOf(one.id), bent)).toBeNull();
    expect(unseal(placeOf(one.id), sealed.subarray(0, at))).toBeNull();
  }
  // A shorter signature would be quickly guessed.
  const empty = seal(placeOf(one.id), '');
  expect(unseal(placeOf(one.id), empty)).toBe('');
  expect(unseal(placeOf(one.id), empty.subarray(0, -4))).toBeNull();
  // The same text is never sealed to the same bytes.
  expect(seal(placeOf(one.id), 'x')).not.toEqual(seal(placeOf(one.id), 'x'));
});

test('the secret that was replaced is sealed anew for its new column', async () => {
  const { id, secret } = await createNoticeEndpoint(as('admin'), wanted);
  await rotateNoticeSecret(as('admin'), { id, overlapSeconds: 60 });
  const { old_secret: old } = await sealedOf(id);
  expect(old && unseal(placeOf(id, 'old_secret'), old)).toBe(secret);
});

test('a key is rotated by the command: read by its id, sealed anew, audited, and then dropped', async () => {
  const [former, next] = [randomBytes(32), randomBytes(32)];
  const before = keysOf(former, []);
  const after = keysOf(next, []);
  const made = await sealedWith(before, 3);
  const environment = { SECRETS_KEY: text(next), SECRETS_KEYS_OLD: text(former) };

  const checked = rotate(['--check'], environment);
  expect([checked.status, checked.stderr]).toEqual([1, '']);
  expect(checked.stdout).toContain(`3 secrets sealed with key ${before.current.id}, a former one.`);
  expect(checked.stdout).toContain(`Keep key ${before.current.id} in SECRETS_KEYS_OLD`);
  expect(keyIdOf((await sealedOf(made[0]?.id ?? '')).secret)).toBe(before.current.id);

  const done = rotate([], environment);
  expect([done.status, done.stderr]).toEqual([0, '']);
  expect(done.stdout).toContain('3 secrets sealed anew.');
  expect(done.stdout).toContain(`Key ${before.current.id} may leave SECRETS_KEYS_OLD`);
  for (const { id, secret } of made) {
    expect(unseal(placeOf(id), (await sealedOf(id)).secret, after)).toBe(secret);
    for (const key of [former, next]) expect(done.stdout).not.toContain(text(key));
    expect(done.stdout).not.toContain(secret);
  }
  const audited = await query(
    "SELECT subject_id, after FROM audit_entry WHERE action = 'sealed_secrets.rotate'",
  );
  expect(audited).toEqual([
    {
      subject_id: after.current.id,
      after: { table: 'notice_endpoint', column: 'secret', resealed: 3 },
    },
  ]);
  // Begun again there is nothing left to do, without the former key as well.
  const again = rotate([], { SECRETS_KEY: text(next), SECRETS_KEYS_OLD: '' });
  expect(again.status).toBe(0);
  expect(again.stdout).toContain('0 secrets sealed anew.');
}, 120_000);

test('values from before keys had ids are sealed anew', async () => {
  const { createCipheriv, hkdfSync } = await import('node:crypto');
  const { id, secret } = await createNoticeEndpoint(as('admin'), wanted);
  const info = 'switchyard notice secrets v1';
  const key = Buffer.from(hkdfSync('sha256', env().NEXTAUTH_SECRET, '', info, 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  await query('UPDATE notice_endpoint SET secret = $1 WHERE id = $2', [
    Buffer.concat([nonce, cipher.getAuthTag(), body]),
    id,
  ]);
  expect(await inspectSealed(as('admin'), undefined)).toEqual([
    { key: null, is: 'old', values: 1, unreadable: 0 },
  ]);
  expect(await resealAll(as('admin'), undefined)).toEqual({ resealed: 1, unreadable: [] });
  expect(unseal(placeOf(id), (await sealedOf(id)).secret)).toBe(secret);
  expect(await requireKnownKeys()).toBe(true);
});

test('more than one transaction’s worth is sealed anew, and runs at once do it once', async () => {
  const by = keysOf(randomBytes(32), []);
  const both = { current: keys().current, byId: new Map([...keys().byId, ...by.byId]) };
  const at = NOW.toISOString();
  await query(
    `INSERT INTO notice_endpoint (id, url, description, events, reaches, secret, created_at)
     SELECT gen_random_uuid(), 'https://receiver.example', 'n', '{change.applied}', '{account}', '\\x00', $1
     FROM generate_series(1, 250)`,
    [at],
  );
  const rows = await query<{ id: string }>('SELECT id FROM notice_endpoint');
  for (const { id } of rows) {
    const sealed = seal(placeOf(id), `whsec_${id}`, { ...by, byId: both.byId });
    await query('UPDATE notice_endpoint SET secret = $1 WHERE id = $2', [sealed, id]);
  }
  Object.assign(keys(), { byId: both.byId });
  const runs = await Promise.all([1, 2].map(() => resealAll(as('admin'), undefined)));
  expect(runs.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(250);
  for (const { id } of rows) {
    expect(unseal(placeOf(id), (await sealedOf(id)).secret)).toBe(`whsec_${id}`);
  }
  (keys().byId as Map<string, unknown>).delete(by.current.id);
}, 120_000);

test('with a key that is missing nothing starts, in words; once it is given up, all does', async () => {
  const lost = keysOf(randomBytes(32), []);
  const [one] = await sealedWith(lost, 1);
  const fine = await createNoticeEndpoint(as('admin'), wanted);
  await expect(requireKnownKeys()).rejects.toThrow(
    `One kept secret does not open: key ${lost.current.id}.`,
  );
  await expect(requireKnownKeys()).rejects.toThrow('SECRETS_KEYS_OLD');
  await expect(requireKnownKeys()).rejects.toThrow('npm run secrets:rotate -- --give-up');

  const refused = rotate([], {});
  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain(`notice_endpoint ${one?.id}: its secret does not open`);
  const given = rotate(['--give-up'], {});
  expect([given.status, given.stderr]).toEqual([0, '']);
  expect(given.stdout).toContain(`Endpoint ${one?.id}: its secret is given up.`);
  expect(await requireKnownKeys()).toBe(true);
  const rows = await query('SELECT id, paused_at IS NOT NULL AS paused FROM notice_endpoint');
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: one?.id, paused: true },
      { id: fine.id, paused: false },
    ]),
  );
  const { secret } = await sealedOf(fine.id);
  expect(unseal(placeOf(fine.id), secret)).toBe(fine.secret);
}, 120_000);

test('a value that was altered keeps nothing from starting', async () => {
  const { id } = await createNoticeEndpoint(as('admin'), wanted);
  const { secret } = await sealedOf(id);
  secret[secret.length - 1] = (secret.at(-1) ?? 0) ^ 1;
  await query('UPDATE notice_endpoint SET secret = $1 WHERE id = $2', [secret, id]);
  expect(await requireKnownKeys()).toBe(true);
  expect(await inspectSealed(as('admin'), undefined)).toMatchObject([{ unreadable: 1 }]);
});

test('sealed are exactly the columns that say so', () => {
  expect(SEALED.map(({ table, column }) => `${table}.${column}`)).toEqual([
    'notice_endpoint.secret',
    'notice_endpoint.old_secret',
  ]);
});
