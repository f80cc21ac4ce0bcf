import { execFileSync } from 'node:child_process';
import Ajv from 'ajv/dist/2020';
import { expect, test } from 'vitest';
import { openapiDocument } from '@/app/api/openapi.json/document';
import { findOperations } from '@/lib/domain/api-reference';
import type { Schema } from '../types';
import { referenceOf } from './reference';

const ORIGIN = 'https://switchyard.example.com';
const document = openapiDocument();
const reference = referenceOf(document, ORIGIN);
const operations = reference.areas.flatMap((area) => area.operations);

const ajv = new Ajv({ strict: false, validateFormats: false });
const wrongIn = (schema: Schema, value: unknown) => {
  const validate = ajv.compile({ ...schema, components: document.components });
  return validate(value) ? [] : [value, validate.errors];
};

test('every operation stands in one area, with its answers', () => {
  const all = Object.values(document.paths).flatMap((item) => Object.values(item));
  expect(operations.map(({ id }) => id).sort()).toEqual(
    all.map(({ operationId }) => operationId).sort(),
  );
  for (const { id, answers } of operations) expect(answers.length, id).toBeGreaterThan(0);
});

test('the example of every body is one that its schema takes', () => {
  const examples = operations.filter(({ body }) => body?.example);
  expect(examples.length).toBeGreaterThan(10);
  for (const { id, path, method, body } of examples) {
    const operation = document.paths[path]?.[method.toLowerCase() as 'post'];
    const { schema } = operation?.requestBody?.content[body?.media ?? ''] ?? {};
    expect(wrongIn(schema ?? {}, JSON.parse(body?.example ?? '')), id).toEqual([]);
  }
});

test('a shell reads every command, and it goes to its own route', () => {
  const commands = operations.filter(({ curl }) => curl !== null);
  expect(commands.length).toBeGreaterThan(30);
  const script = commands.map(({ curl }) => `${curl}\nprintf '\\n\\0'`).join('\n');
  const out = execFileSync('/bin/sh', ['-c', `curl() { printf '%s\\t' "$@"; }\n${script}`]);
  const lines = out.toString().split('\n\0').slice(0, -1);
  for (const [index, { path, curl }] of commands.entries()) {
    const route = new RegExp(`\t?${ORIGIN}${path.replaceAll(/\{\w+\}/g, '[^/\\t?]+')}[?\t]`);
    expect(lines[index], curl ?? '').toMatch(route);
  }
});

test('every shape and code that is linked to is there, also after filtering', () => {
  for (const found of [reference, findOperations(reference, 'changes')]) {
    const names = new Set(found.shapes.map(({ name }) => name));
    const codes = new Set(found.codes.map(({ code }) => code));
    const text = JSON.stringify(found);
    for (const [, name = ''] of text.matchAll(/"shape":"(\w+)"/g)) expect(names).toContain(name);
    for (const { refusals } of found.areas.flatMap((area) => area.operations)) {
      for (const code of refusals.flatMap((one) => one.codes)) expect(codes).toContain(code);
    }
  }
});
