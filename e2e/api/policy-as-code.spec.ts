import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { switchyard } from '../support/command';
import { demo } from '../support/demo';
import { answerAsUsual, answerOtherwise, issuedSecrets, newAccount } from '../support/emulator';
import { machine } from '../support/people';

// Others change policy at the same time: the files here are of templates that only this file knows.
let client: APIRequestContext;
let folder: string;
let key: string;

test.beforeAll(async () => {
  client = await machine(demo().apiToken);
});
test.afterAll(async () => {
  await client.dispose();
});
test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-'));
  key = `as-code-${Math.random().toString(36).slice(2, 10)}`;
});
test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string) => path.join(folder, 'policy', 'templates', `${name}.yaml`);
const run = (...args: string[]) => switchyard(args, { cwd: folder });

async function change(edits: object[]) {
  const answer = await client.post('/api/changes', { data: { reason: 'Policy as code', edits } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Exports, and keeps only the files of these templates. */
async function exportOnly(...keys: string[]) {
  const exported = await run('export');
  expect(exported, exported.err).toMatchObject({ code: 0 });
  for (const name of readdirSync(path.join(folder, 'policy'))) {
    if (name !== 'templates') rmSync(path.join(folder, 'policy', name));
  }
  for (const name of readdirSync(path.join(folder, 'policy', 'templates'))) {
    if (!keys.includes(name.replace('.yaml', ''))) rmSync(file(name.replace('.yaml', '')));
  }
}

test('export, plan, edit, plan, apply, plan', async () => {
  await change([
    { op: 'template.create', key, name: 'As code', set: { payouts: 'on', documents: 'off' } },
  ]);
  await exportOnly(key);
  const text = readFileSync(file(key), 'utf8');
  expect(text).toBe(
    [
      `# yaml-language-server: $schema=${demo().url}/api/policy-schema/template`,
      'name: As code',
      'settings:',
      '  payouts: on',
      '  documents: off',
      '',
    ].join('\n'),
  );
  expect((await client.get('/api/policy-schema/template')).status()).toBe(200);

  const same = await run('plan');
  expect(same.code, same.err).toBe(0);
  expect(same.out).toContain('Nothing differs');

  writeFileSync(file(key), text.replace('documents: off', 'documents: on'));
  writeFileSync(file(`${key}-child`), `name: Child\nextends: ${key}\n`);
  const planned = await run('plan', '--out', 'plan.json');
  expect(planned.code, planned.err).toBe(2);
  expect(planned.out).toContain('It touches no account.');
  expect(planned.out).toMatch(/Documents +Off → On/);

  const applied = await run('apply', '--reason', 'Documents for all');
  expect(applied.code, applied.err).toBe(0);
  expect(applied.out).toContain(`Applied: ${demo().url}/changes/`);
  const child = await (await client.get(`/api/templates/${key}-child`)).json();
  expect(child).toMatchObject({ name: 'Child', extends: { key } });
  expect((await run('plan')).code).toBe(0);

  const late = await run('apply', '--plan', 'plan.json', '--reason', 'Too late');
  expect(late.code).toBe(1);
  expect(late.err).toContain('is at revision 2, not 1');
  expect(late.err).toContain('What is current:');
});

test('validate says what is wrong and where, without a platform or a token', async () => {
  await change([{ op: 'template.create', key, name: 'As code', set: { payouts: 'on' } }]);
  await exportOnly(key);
  const offline = () => switchyard(['validate'], { cwd: folder, token: null });
  expect(await offline()).toMatchObject({ code: 0, out: '' });

  writeFileSync(file(key), 'name: As code\nextends: nobody\nsettings:\n  payuots: on\n');
  expect(await offline()).toMatchObject({
    code: 1,
    out: `policy/templates/${key}.yaml:4:3: There is no component or feature "payuots". Did you mean "payouts"?\n`,
  });
  writeFileSync(file(key), 'name: As code\nextends: nobody\n');
  expect((await offline()).out).toContain(`${key}.yaml:2:10: There is no template "nobody".`);
});

test('explain says which layer decides', async () => {
  const account = await newAccount('Explained Elms');
  await client.post('/api/account-sessions', { data: { account } });
  await change([
    { op: 'account.override', account, set: { 'payments.refund_management': 'off' }, note: 'Risk' },
  ]);
  const explained = await run('explain', account, 'payments.refund_management');
  expect(explained.code, explained.err).toBe(0);
  expect(explained.out).toContain('Off, by an override of this account');
  expect(explained.out).toContain('Note: Risk');
  const wrong = await run('explain', account, 'payments.refund_managment');
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain('Did you mean "payments.refund_management"?');
});

test('mint prints the secret alone, and nothing else ever does; drift is listed', async () => {
  const account = await newAccount('Minted Meadows');
  const minted = await run('mint', account, '--components', 'payments');
  expect(minted.code, minted.err).toBe(0);
  expect(minted.out).toMatch(/^accs_secret__[A-Za-z0-9]+\n$/);
  expect(await issuedSecrets()).toContain(minted.out.trim());
  expect(minted.err).toContain('with payments');
  expect(minted.err).not.toContain(minted.out.trim());

  const refused = await run('mint', account, '--components', 'tax_settings');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/does not allow tax_settings.*\(request [\w-]+\)/);
  expect((await run('drift', '--account', account)).out).toContain('as predicted');

  await answerOtherwise(account, { payments: { features: { time_travel: true } } });
  await client.post('/api/account-sessions', { data: { account } });
  // What became of a mint is written behind its answer.
  const drift = async (...more: string[]) =>
    (await run('drift', '--account', account, ...more)).out.replace(/\s+/g, ' ');
  await expect.poll(drift).toMatch(/Minted Meadows .*payments\.time_travel .*nothing .*on .*1 /);
  await answerAsUsual(account);
  await client.post('/api/account-sessions', { data: { account } });
  await expect.poll(drift).toContain('as predicted');
  expect(await drift('--past')).toContain('Ended');
});

test('the token is taken from the environment alone, and never shown', async () => {
  const token = 'sw_thisTokenIsNotKnownAnywhereAtAllxxxxxxxxxxx';
  const unknown = await switchyard(['export'], { cwd: folder, token });
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('Check SWITCHYARD_TOKEN');
  expect(unknown.out + unknown.err).not.toContain(token);
  expect(existsSync(path.join(folder, 'policy'))).toBe(false);
  expect((await run('plan', '--token', token)).code).toBe(1);
});
