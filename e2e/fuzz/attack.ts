import { deflateSync, gzipSync } from 'node:zlib';
import { randomFrom } from '../support/random';
import { ROUTES } from '../support/route-table';
import type { RouteCase } from '../support/routes/route-case';
import { AUTHORIZATIONS, BROKEN_JSON, CONTENT_TYPES, FORMS, HEADERS } from './corpus';
import { bentJson, bentPath, chance, pick, type Random } from './mutate';

/** Who an attack comes from, as headers. */
export interface Attackers {
  machine: Record<string, string>;
  person: () => Record<string, string>;
}

/** One hostile request. */
export interface Attack {
  route: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';

/** Little that becomes very much. */
const BOMBS = [gzipSync(Buffer.alloc(64_000_000)), deflateSync(Buffer.alloc(16_000_000, 'a'))];

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** These read the whole audit: attacked as often as others, nothing else would be. */
const HEAVY = new Set(['/api/audit/verification']);

function targetOf(random: Random): RouteCase {
  const target = pick(random, ROUTES);
  return HEAVY.has(target.route) && !chance(random, 0.05) ? targetOf(random) : target;
}

/** A body, and what it says it is. */
type Body = readonly [content: Buffer | null, headers: Record<string, string>];

const typed = (type: string, content: string | Buffer): Body => [
  Buffer.from(content as string),
  { 'content-type': type },
];

function formBody(random: Random, form: Record<string, string>): Body {
  const right = new URLSearchParams(form).toString();
  const bent = pick(random, FORMS);
  return typed(FORM_TYPE, chance(random, 0.5) ? `${right}&${bent}` : bent);
}

function bodyOf(random: Random, { body, form }: RouteCase): Body {
  const what = random();
  if (form && what < 0.7) return formBody(random, form(ACCOUNT));
  if (body && what < 0.7) return typed(JSON_TYPE, bentJson(random, body(ACCOUNT)));
  if (body && what < 0.8) return typed(JSON_TYPE, JSON.stringify(body(ACCOUNT)));
  if (what < 0.92) return typed(JSON_TYPE, pick(random, BROKEN_JSON));
  if (what < 0.97) return typed(pick(random, CONTENT_TYPES), pick(random, FORMS));
  const bomb = pick(random, BOMBS);
  const coding = pick(random, ['gzip', 'deflate', 'br', 'identity', 'gzip, gzip']);
  return [bomb, { 'content-type': JSON_TYPE, 'content-encoding': coding }];
}

function credentials(random: Random, scoped: boolean, from: Attackers): Record<string, string> {
  const what = random();
  if (what < 0.8) return scoped ? from.machine : from.person();
  if (what < 0.85) return scoped ? from.person() : from.machine;
  if (what < 0.9) return {};
  return { authorization: pick(random, AUTHORIZATIONS) };
}

function furtherHeaders(random: Random): Record<string, string> {
  if (!chance(random, 0.3)) return {};
  const count = 1 + Math.floor(random() * 3);
  return Object.fromEntries(Array.from({ length: count }, () => pick(random, HEADERS)));
}

/** The attack of a number; the same for the same seed and number, whatever was before. */
export function attackOf(seed: number, number: number, from: Attackers): Attack {
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ number);
  const target = targetOf(random);
  const { route, method, path, scope } = target;
  const right = path(ACCOUNT);
  const hasBody = method !== 'GET' && !(method === 'DELETE' && chance(random, 0.8));
  const [body, type] = hasBody ? bodyOf(random, target) : ([null, {}] as const);
  return {
    ...{ route, method, body },
    path: chance(random, 0.5) ? bentPath(random, route, right) : right,
    headers: { ...credentials(random, scope !== null, from), ...furtherHeaders(random), ...type },
  };
}
