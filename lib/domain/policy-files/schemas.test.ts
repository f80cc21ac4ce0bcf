import Ajv from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CELLS } from '../cells';
import { anyPolicy } from '../testing/policies';
import {
  accountLines,
  accountsHead,
  FILE_KINDS,
  type FileKind,
  isFileKind,
  jsonSchemaOf,
  writePolicy,
} from '.';

const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
const checks = new Map(FILE_KINDS.map((kind) => [kind, ajv.compile(jsonSchemaOf(kind))]));

function accepts(kind: FileKind, value: unknown): boolean {
  return checks.get(kind)?.(value) === true;
}

test('what is written passes the published schemas', () => {
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      for (const [path, text] of writePolicy(policy, 'https://x.example')) {
        const kind = path.startsWith('templates/') ? 'template' : path.replace('.yaml', '');
        expect(isFileKind(kind) && accepts(kind, parse(text)), text).toBe(true);
      }
      const own = [...(policy.accounts?.values() ?? [])].map(accountLines);
      const text = accountsHead('https://x.example', own.length > 0) + own.join('');
      expect(accepts('accounts', parse(text)), text).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('they name every cell, so that editors complete and refuse', () => {
  const settings = (set: object) => ({ name: 'A', settings: set });
  for (const { cell } of CELLS) expect(accepts('template', settings({ [cell]: 'on' }))).toBe(true);
  expect(accepts('template', settings({ paymnets: 'on' }))).toBe(false);
  expect(accepts('template', settings({ payments: true }))).toBe(false);
  const guardrail = (cell: string) => ({
    guardrails: [{ name: 'A', of: { template: 'a' }, never: [{ cell, is: 'on' }] }],
  });
  expect(accepts('guardrails', guardrail('payouts'))).toBe(true);
  expect(accepts('guardrails', guardrail('payuots'))).toBe(false);
});
