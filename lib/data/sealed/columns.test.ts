import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * How every column is kept that holds a secret, or whose name sounds as if it did. A column that is
 * not in here fails the tests: say how it is kept before it holds anything.
 */
const KEPT: Readonly<Record<string, 'sealed' | 'hashed' | 'no secret'>> = {
  'ApiToken.hash': 'hashed',
  'ApiToken.prefix': 'no secret',
  'AuditChain.hash': 'no secret',
  'AuditEntry.hash': 'no secret',
  'AuditOutcome.hash': 'no secret',
  'FeeRefundRequest.keyHash': 'hashed',
  'FeeRefundRequest.paramsHash': 'hashed',
  'IdempotencyKey.keyHash': 'hashed',
  'IdempotencyKey.paramsHash': 'hashed',
  'Invitation.hash': 'hashed',
  'NoticeEndpoint.oldSecret': 'sealed',
  'NoticeEndpoint.oldSecretEndsAt': 'no secret',
  'NoticeEndpoint.secret': 'sealed',
  'RulesRevision.defaultKey': 'no secret',
  'SignInThrottle.key': 'no secret',
  'Template.key': 'no secret',
  'TemplateRevision.parentKey': 'no secret',
  'TemplateRevision.templateKey': 'no secret',
  'Account.assignedTemplateKey': 'no secret',
  'Account.overridesKey': 'no secret',
  'Account.templateKey': 'no secret',
  'AccountRevision.assignedTemplateKey': 'no secret',
  'User.passwordHash': 'hashed',
};

const SOUNDS_SECRET =
  /secret|password|passwd|token|hash|key|credential|cookie|cipher|sealed|nonce|salt|seed|otp|code_?verifier|signature|prefix|private/i;

const schema = readFileSync(
  path.resolve(import.meta.dirname, '../../../prisma/schema.prisma'),
  'utf8',
);

/** Columns of the schema with their types; what refers to other models is none. */
const columns = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(
  ([, model = '', body = '']) =>
    [...body.matchAll(/^ {2}(\w+)\s+(\w+)(\[\])?\??/gm)].map(([, name, type = '']) => ({
      column: `${model}.${name}`,
      name: name ?? '',
      type,
    })),
);
const models = new Set([...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name));

test('every column that sounds secret, or holds bytes, says how it is kept', () => {
  expect(columns.length).toBeGreaterThan(200);
  const suspects = columns.filter(
    ({ name, type }) => !models.has(type) && (type === 'Bytes' || SOUNDS_SECRET.test(name)),
  );
  expect(suspects.map(({ column }) => column).sort()).toEqual(Object.keys(KEPT).sort());
});

test('what is sealed is bytes, and the list of what is sealed anew names it', () => {
  const reseal = readFileSync(path.join(import.meta.dirname, 'reseal.ts'), 'utf8');
  const sealed = Object.keys(KEPT).filter((column) => KEPT[column] === 'sealed');
  for (const column of sealed) {
    const { type, name = '' } = columns.find((one) => one.column === column) ?? {};
    expect(type).toBe('Bytes');
    expect(reseal).toContain(`'${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}'`);
  }
  expect(reseal.match(/column: '/g)).toHaveLength(sealed.length);
});
