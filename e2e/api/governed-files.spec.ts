import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { switchyard } from '../support/command';
import { demo } from '../support/demo';
import { signedIn } from '../support/people';

// The whole policy, and the approval rules of the whole installation: nobody else runs meanwhile.
test.describe.configure({ mode: 'serial' });

let admin: APIRequestContext;
let folder: string;

async function approvals(rules: object[]) {
  const edits = [{ op: 'approvals.replace', rules }];
  const data = { reason: 'Governed files', edits };
  const answer = await admin.post('/api/changes', { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test.beforeAll(async () => {
  admin = await signedIn('admin');
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-'));
});
test.afterAll(async () => {
  await approvals([]);
  await admin.dispose();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => switchyard(args, { cwd: folder });
const read = (name: string) => readFileSync(path.join(folder, 'policy', name), 'utf8');
const write = (name: string, text: string) =>
  writeFileSync(path.join(folder, 'policy', name), text);

test('a whole policy is exported twice alike, is right, and asks for nothing', async () => {
  expect(await run('export', '--accounts')).toMatchObject({ code: 0 });
  const [rules, accounts] = [read('rules.yaml'), read('accounts.yaml')];
  expect(await run('export', '--accounts')).toMatchObject({ code: 0 });
  expect([read('rules.yaml'), read('accounts.yaml')]).toEqual([rules, accounts]);
  expect(await run('validate')).toMatchObject({ code: 0 });
  const planned = await run('plan');
  expect(planned.out).toContain('Nothing differs');
  expect(planned.code, planned.err).toBe(0);
});

test('what needs approval is kept for it, once, and applied when it is given', async () => {
  await approvals([{ name: 'All templates', when: { kinds: ['template'] }, approvers: 1 }]);
  expect(await run('export')).toMatchObject({ code: 0 });
  const key = `governed-${Date.now()}`;
  write(`templates/${key}.yaml`, 'name: Governed\n');

  const planned = await run('plan');
  expect(planned.code, planned.err).toBe(2);
  expect(planned.out).toContain('Needs 1 more approval; asked for by the rule “All templates”.');
  const applied = await run('apply', '--reason', 'Needs eyes');
  expect(applied.code, applied.err).toBe(0);
  const [, id = ''] = /Waits for approval: \S+\/changes\/(\S+)/.exec(applied.out) ?? [];
  expect((await run('apply', '--reason', 'Again')).out).toContain(`/changes/${id}`);

  const waiting = run('apply', '--reason', 'Waits', '--wait', '2');
  const { pin } = await (await admin.get(`/api/changes/${id}`)).json();
  const operator = await signedIn('operator');
  const approved = await operator.post(`/api/changes/${id}/approve`, { data: { pin } });
  expect(approved.ok(), await approved.text()).toBe(true);
  await operator.dispose();
  const done = await waiting;
  expect(done.code, done.err).toBe(0);
  expect(done.out).toContain(`Applied: ${demo().url}/changes/${id}`);
  await approvals([]);
  expect(await run('export')).toMatchObject({ code: 0 });
  expect((await run('plan')).code).toBe(0);
});

test('approval rules and guardrails are shown and left to an admin', async () => {
  write('approvals.yaml', 'rules:\n  - name: Loose\n    when: {}\n    approvers: 0\n');
  const planned = await run('plan');
  expect(planned.code, planned.err).toBe(2);
  expect(planned.out).toContain('Only an admin changes approval rules and guardrails');
  const applied = await run('apply', '--reason', 'Loosen');
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.err).toContain('/rules/approvals');
  const { rules } = await (await admin.get('/api/approvals')).json();
  expect(rules).toEqual([]);
});
