import { type AsciiJson, asciiJson, bytesOf, type JsonPieces } from './ascii-json';
import type { CompiledTemplate } from './compiled';
import { isoTime } from './iso-time';
import { keepLatest } from './keep-latest';
import { ownPolicy, unknownTo } from './own-policy';
import { ownTextOf } from './own-texts';
import type { Advice, ResolvedPolicy } from './policy';
import type { AccountInput } from './resolve';
import type { ComponentJson, SettledComponent } from './settled-component';
import { adviceOnUnknown, type SharedPolicy, sharedPolicy } from './shared-policy';
import { traitsClass } from './traits-class';

/** Texts that a template keeps: those that were made last. Others are joined anew. */
const MOST_TEXTS = 8;

const joined = (
  settled: readonly SettledComponent[],
  part: keyof ComponentJson,
  last: string,
): string => {
  const pieces: string[] = [];
  for (const { json } of settled) if (json[part] !== '') pieces.push(json[part]);
  if (last !== '') pieces.push(last);
  return pieces.join(',');
};

/** The end of a policy's JSON, from its components on, of pieces that its components keep. */
function textOf(settled: readonly SettledComponent[], further: readonly Advice[]): Uint8Array {
  const part = (name: keyof ComponentJson, last = '') => joined(settled, name, last);
  const advice = part('advice', further.length > 0 ? asciiJson(further).slice(1, -1) : '');
  const text = `"components":{${part('policy')}},"ceilings":[${part('ceilings')}],"advice":[${advice}],"send":{${part('send')}}}`;
  return bytesOf(text as AsciiJson);
}

function sharedText(compiled: CompiledTemplate, traits: number, shared: SharedPolicy): Uint8Array {
  const { texts, plan, unknown } = compiled;
  const known = texts.get(traits);
  if (known !== undefined) return known;
  const made = textOf(shared.settled, adviceOnUnknown(plan, unknown));
  keepLatest(texts, MOST_TEXTS, traits, made);
  return made;
}

/** The same for an account by itself; where its overrides touch nothing, that of its class. */
function textFor(compiled: CompiledTemplate, { traits, overrides, at }: AccountInput): Uint8Array {
  const bits = traitsClass(traits);
  const shared = sharedPolicy(compiled, bits);
  if (overrides.length === 0) return sharedText(compiled, bits, shared);
  return ownTextOf(overrides, { compiled, traits: bits, at }, () => {
    const own = ownPolicy(compiled, shared, bits, overrides, at);
    if (!own) return sharedText(compiled, bits, shared);
    return textOf(own.settled, adviceOnUnknown(compiled.plan, unknownTo(own)));
  });
}

const quoted = new WeakMap<ResolvedPolicy['template'], AsciiJson>();

/** The JSON of a template as it is assigned: the same for all accounts that have it. */
function templateJson(assigned: ResolvedPolicy['template']): AsciiJson {
  const known = quoted.get(assigned);
  if (known !== undefined) return known;
  const made = asciiJson(assigned);
  quoted.set(assigned, made);
  return made;
}

/**
 * `asciiJson` of what `resolveWith` gives, to the byte, without working out what is shared again: a
 * short head of its own, and the rest in bytes that are kept.
 */
export function policyJson(compiled: CompiledTemplate, input: AccountInput): JsonPieces {
  const { account, at, assignedBy } = input;
  const template = templateJson(compiled.assigned[assignedBy]);
  const head = `{"account":${asciiJson(account)},"at":"${isoTime(at)}","template":${template},`;
  return [head as AsciiJson, textFor(compiled, input)];
}
