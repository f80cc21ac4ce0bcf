import { adviseOn } from './advice';
import { asciiJson } from './ascii-json';
import type { Feature } from './catalog';
import { type CeilingCode, ceilingMessage } from './ceiling';
import { decide } from './cell-says';
import { AMONG } from './component-plan';
import { deepFreeze } from './deep-freeze';
import { rememberParts } from './kept-answers';
import type { Advice, Ceiling, ComponentPolicy, Decision } from './policy';
import { type SentComponent, sentComponent } from './send';
import { isDecided, type WorkedComponent, wantedOf } from './worked-component';

/** What a component adds to the JSON of each part of a policy; empty where it adds nothing. */
export interface ComponentJson {
  readonly policy: string;
  readonly ceilings: string;
  readonly advice: string;
  readonly send: string;
}

const itemsOf = (list: readonly unknown[]) => asciiJson(list).slice(1, -1);

/** What a component comes to among the others. Each part is worked out when it is first asked for. */
export class SettledComponent {
  private readonly worked: WorkedComponent;
  private readonly among: number;
  private readonly keptSignIn: boolean;
  private ownPolicy: ComponentPolicy | undefined;
  private ownCeilings: readonly Ceiling[] | undefined;
  private ownAdvice: readonly Advice[] | undefined;
  private ownSend: SentComponent | null | undefined;
  private ownJson: ComponentJson | undefined;

  constructor(worked: WorkedComponent, among: number) {
    const { plan, used } = worked;
    this.worked = worked;
    this.among = among;
    // Where enabled components differ, sign-in stays on for all: once more rather than not at all.
    this.keptSignIn =
      (among & AMONG.signInKept) !== 0 && used[0] === true && used[plan.signIn] === true;
  }

  private make<T>(value: T): T {
    return this.worked.shared ? deepFreeze(value) : value;
  }

  private codeOf(place: number): CeilingCode | null {
    const { plan, codes } = this.worked;
    if (this.keptSignIn && place === plan.signIn) return 'authentication_must_match';
    return codes[place] ?? null;
  }

  private usedOf(place: number): boolean {
    const { plan, used } = this.worked;
    return !(this.keptSignIn && place === plan.signIn) && used[place] === true;
  }

  private decisionOf(place: number): Decision {
    const { cells, byDefault } = this.worked;
    const cell = cells[place];
    if (!cell) throw new Error(`No cell at ${place}`);
    return decide(cell, byDefault[place] === true, this.codeOf(place), this.usedOf(place));
  }

  /** For each of its cells the value and the reasons. */
  get policy(): ComponentPolicy {
    if (this.ownPolicy) return this.ownPolicy;
    const features: Partial<Record<Feature, Decision>> = {};
    const names = this.worked.plan.features;
    for (let index = 0; index < names.length; index += 1) {
      features[names[index] as Feature] = this.decisionOf(index + 1);
    }
    this.ownPolicy = this.make({ enabled: this.decisionOf(0), features });
    return this.ownPolicy;
  }

  /** Its cells that the ceiling changed. */
  get ceilings(): readonly Ceiling[] {
    if (this.ownCeilings) return this.ownCeilings;
    const { plan } = this.worked;
    const ceilings: Ceiling[] = [];
    for (let place = 0; place < plan.cells.length; place += 1) {
      const code = this.codeOf(place);
      const cell = plan.cells[place];
      if (code === null || !cell) continue;
      const message = ceilingMessage(plan.component, code);
      const wanted = wantedOf(this.worked, place);
      ceilings.push({ cell, wanted, used: this.usedOf(place), code, message });
    }
    this.ownCeilings = this.make(ceilings);
    return this.ownCeilings;
  }

  get advice(): readonly Advice[] {
    if (this.ownAdvice) return this.ownAdvice;
    const { plan, traits } = this.worked;
    const taxSettings = (this.among & AMONG.taxSettings) !== 0;
    this.ownAdvice = this.make(adviseOn(plan.component, this.policy, traits, taxSettings));
    return this.ownAdvice;
  }

  /** What a mint says of it; null where it is off, and where there is nothing to say. */
  get send(): SentComponent | null {
    if (this.ownSend !== undefined) return this.ownSend;
    const { plan, used, shared } = this.worked;
    if (!used[0]) {
      this.ownSend = null;
      return null;
    }
    const said = (this.among & AMONG.signInSaid) !== 0;
    const features: Partial<Record<Feature, boolean>> = {};
    plan.features.forEach((feature, index) => {
      const place = index + 1;
      const needed = said && place === plan.signIn;
      if (needed || isDecided(this.worked, place)) features[feature] = this.usedOf(place);
    });
    const send = this.make(sentComponent(plan.component, features));
    if (shared && send) rememberParts(plan.component, send);
    this.ownSend = send;
    return send;
  }

  get json(): ComponentJson {
    const name = `"${this.worked.plan.component}":`;
    this.ownJson ??= {
      policy: name + asciiJson(this.policy),
      ceilings: itemsOf(this.ceilings),
      advice: itemsOf(this.advice),
      send: this.send ? name + asciiJson(this.send) : '',
    };
    return this.ownJson;
  }
}

/** A component among the others of a policy, given the bits of `AMONG` that hold of these. */
export function settle(worked: WorkedComponent, among: number): SettledComponent {
  const heeded = among & worked.plan.heeds;
  const known = worked.settled[heeded];
  if (known) return known;
  const made = new SettledComponent(worked, heeded);
  worked.settled[heeded] = made;
  return made;
}
