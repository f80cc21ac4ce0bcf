import { type CompiledTemplate, compile } from '../../lib/domain/compiled';
import type { OverrideLayer, TemplateLayer } from '../../lib/domain/policy';
import { decideSend, type SendDecision } from '../../lib/domain/resolve';
import { assign } from '../../lib/domain/rule-match';
import type { Rules } from '../../lib/domain/rules';
import type { Settings } from '../../lib/domain/settings';
import type { Traits } from '../../lib/domain/traits';

/** A state of something, from the moment on at which it was committed by the database's clock. */
interface Since {
  committed: number;
}
export interface TemplateSince extends Since {
  key: string;
  revision: number;
  parent: string | null;
  settings: Settings;
}
export interface RulesSince extends Since {
  rules: Pick<Rules, 'rules' | 'default'>;
}
export interface AccountSince extends Since {
  account: string;
  template: string | null;
  overrides: readonly OverrideLayer[];
}
export interface TraitsSince extends Since {
  account: string;
  traits: Traits;
}

/** All revisions that decide policies. */
export interface Revisions {
  templates: readonly TemplateSince[];
  rules: readonly RulesSince[];
  accounts: readonly AccountSince[];
  traits: readonly TraitsSince[];
}

function grouped<T extends Since>(all: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group) group.push(one);
    else groups.set(by(one), [one]);
  }
  for (const group of groups.values()) group.sort((a, b) => a.committed - b.committed);
  return groups;
}

const asOf = <T extends Since>(states: readonly T[] | undefined, at: number): T | undefined =>
  states?.findLast(({ committed }) => committed <= at);

/** A policy as a mint needs it, with what else decides what is sent. */
export interface Valid {
  decided: SendDecision;
  traits: Traits;
}

/** What was valid when: by the product's own resolution, of the revisions that were committed then. */
export class Policies {
  readonly #templates: Map<string, TemplateSince[]>;
  readonly #accounts: Map<string, AccountSince[]>;
  readonly #traits: Map<string, TraitsSince[]>;
  readonly #rules: readonly RulesSince[];
  readonly #shared: readonly number[];
  readonly #compiled = new Map<string, CompiledTemplate>();

  constructor({ templates, rules, accounts, traits }: Revisions) {
    this.#templates = grouped(templates, ({ key }) => key);
    this.#accounts = grouped(accounts, ({ account }) => account);
    this.#traits = grouped(traits, ({ account }) => account);
    this.#rules = [...rules].sort((a, b) => a.committed - b.committed);
    this.#shared = [...templates, ...rules].map(({ committed }) => committed).sort((a, b) => a - b);
  }

  /** The moments from one to another at which an account's policy may have become another one. */
  momentsOf(account: string, from: number, to: number): number[] {
    const own = [...(this.#accounts.get(account) ?? []), ...(this.#traits.get(account) ?? [])].map(
      ({ committed }) => committed,
    );
    const ends = (this.#accounts.get(account) ?? []).flatMap(({ overrides }) =>
      overrides.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? []),
    );
    const within = [...this.#sharedWithin(from, to), ...own, ...ends].filter(
      (at) => at > from && at <= to,
    );
    return [from, ...new Set(within), to];
  }

  /** The policy that was valid at a moment; undefined for an account that was not there yet. */
  at(account: string, at: number): Valid | undefined {
    const traits = asOf(this.#traits.get(account), at)?.traits;
    const rules = asOf(this.#rules, at)?.rules;
    if (!traits || !rules) return undefined;
    const own = asOf(this.#accounts.get(account), at);
    const { template } = assign(own?.template ?? null, rules, traits);
    const compiled = this.#chain(template, at);
    if (!compiled) return undefined;
    const overrides = own?.overrides ?? [];
    return { decided: decideSend(compiled, { traits, overrides, at: new Date(at) }), traits };
  }

  #sharedWithin(from: number, to: number): number[] {
    let low = 0;
    for (let high = this.#shared.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#shared[middle] ?? 0) > from) high = middle;
      else low = middle + 1;
    }
    const found: number[] = [];
    for (let at = low; at < this.#shared.length && (this.#shared[at] ?? 0) <= to; at += 1) {
      found.push(this.#shared[at] as number);
    }
    return found;
  }

  #chain(key: string, at: number): CompiledTemplate | undefined {
    const layers: TemplateLayer[] = [];
    for (let next: string | null = key; next !== null && layers.length < 50; ) {
      const row: TemplateSince | undefined = asOf(this.#templates.get(next), at);
      if (!row) break;
      layers.push({ key: next, revision: row.revision, settings: row.settings });
      next = row.parent;
    }
    const [first, ...rest] = layers;
    if (!first) return undefined;
    const name = layers.map((layer) => `${layer.key}@${layer.revision}`).join('>');
    const known = this.#compiled.get(name) ?? compile([first, ...rest]);
    this.#compiled.set(name, known);
    return known;
  }
}
