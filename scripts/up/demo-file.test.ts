import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDemoFile, type Seeded, writeDemoFile } from './demo-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const user = (name: string) => ({ email: `${name}@switchyard.example`, password: `pw-${name}` });
const seeded: Seeded = {
  users: {
    admin: user('admin'),
    operator: user('operator'),
    support: user('support'),
    auditor: user('auditor'),
  },
  apiToken: 'sw_token',
  exampleAccount: 'acct_1',
};
const now = {
  url: 'http://localhost:3000',
  stripe: { url: 'http://127.0.0.1:1', secretKey: 'sk_test_1' },
};

test('holds what the seed made, and nobody else may read it', () => {
  writeDemoFile(folder, seeded, now);
  const file = path.join(folder, 'demo.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    url: now.url,
    users: seeded.users,
    apiToken: 'sw_token',
    stripe: now.stripe,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('is written anew at each start', () => {
  writeDemoFile(folder, seeded, now);
  const later = {
    url: 'http://localhost:4000',
    stripe: { url: 'http://127.0.0.1:2', secretKey: 'sk_test_1' },
  };
  writeDemoFile(folder, seeded, later);
  expect(readDemoFile(folder)).toEqual({ ...later, users: seeded.users, apiToken: 'sw_token' });
});

test('is not there where nobody knows the sign-ins', () => {
  writeDemoFile(folder, seeded, now);
  writeDemoFile(folder, undefined, now);
  expect(existsSync(path.join(folder, 'demo.json'))).toBe(false);
  expect(readDemoFile(folder)).toBeUndefined();
});

test('does not hold a live key', () => {
  const live = { ...now, stripe: { url: 'https://api.stripe.com', secretKey: 'sk_live_1' } };
  writeDemoFile(folder, seeded, live);
  expect(readFileSync(path.join(folder, 'demo.json'), 'utf8')).not.toContain('sk_live');
});
