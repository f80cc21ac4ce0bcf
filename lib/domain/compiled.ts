import type { Preview } from './catalog';
import { type CellSays, SILENT, saidByTemplates } from './cell-says';
import { type ComponentPlan, type Plan, planWith } from './component-plan';
import { deepFreeze } from './deep-freeze';
import type { AssignedBy, LayerSays, PolicyInput, ResolvedPolicy, TemplateLayer } from './policy';
import type { SharedPolicy } from './shared-policy';
import { standIn } from './traits-class';
import { type WorkedComponent, workOut } from './worked-component';

type Assigned = ResolvedPolicy['template'];

/**
 * A chain of template revisions, made ready to resolve many accounts. It keeps what it works out by
 * class of traits: at most one policy for each of the 64 classes, and of a component at most one for
 * each combination of the traits that it reads. It holds copies, so altering what it was made of
 * afterwards does not alter it.
 */
export interface CompiledTemplate {
  /** Whether several accounts are resolved with it: then what it gives them is frozen. */
  readonly shared: boolean;
  readonly plan: Plan;
  readonly template: { readonly key: string; readonly revision: number };
  readonly assigned: Readonly<Record<AssignedBy, Assigned>>;
  /** By component: what the chain says of each of its cells; null where it says nothing at all. */
  readonly said: readonly (readonly CellSays[] | null)[];
  /** Cells that it says and the installation does not have. */
  readonly unknown: readonly string[];
  /** By component and then by the bits of the class of traits that it reads. */
  readonly worked: readonly Map<number, WorkedComponent>[];
  /** By class of traits. */
  readonly policies: (SharedPolicy | undefined)[];
  /** The JSON of some of these policies, as bytes, by class; see `policyJson`. */
  readonly texts: Map<number, Uint8Array>;
}

const silent = new WeakMap<ComponentPlan, readonly CellSays[]>();
const silentlyWorked = new WeakMap<ComponentPlan, Map<number, WorkedComponent>>();

/** What is said of a component's cells where nothing is: the same for every template. */
function silence(plan: ComponentPlan): readonly CellSays[] {
  const known = silent.get(plan) ?? plan.cells.map(() => SILENT);
  silent.set(plan, known);
  return known;
}

function workedInSilence(plan: ComponentPlan): Map<number, WorkedComponent> {
  const known = silentlyWorked.get(plan) ?? new Map();
  silentlyWorked.set(plan, known);
  return known;
}

/** What the layers of a chain say, by component and place; and what they say of no known cell. */
function readLayers(plan: Plan, templates: readonly TemplateLayer[]) {
  const said: (LayerSays[][] | null)[] = plan.components.map(() => null);
  const unknown: string[] = [];
  for (const { key, revision, settings } of templates) {
    const says = (value: boolean): LayerSays =>
      Object.freeze({ layer: 'template', value, template: key, revision });
    const [on, off] = [says(true), says(false)];
    for (const [cell, setting] of Object.entries(settings)) {
      const at = plan.places.get(cell);
      if (!at) {
        unknown.push(cell);
      } else if (setting) {
        const [index, place] = at;
        const own = said[index] ?? plan.components[index]?.cells.map((): LayerSays[] => []) ?? [];
        own[place]?.push(setting === 'on' ? on : off);
        said[index] = own;
      }
    }
  }
  return { said, unknown };
}

/**
 * Makes a chain ready: the assigned template's revision, then its ancestors', nearest first. Do it once
 * for a chain and keep the result while these revisions are in force; it works out nothing by itself.
 */
export const compile = (
  templates: PolicyInput['templates'],
  preview?: Preview | null,
): CompiledTemplate => compileChain(templates, preview, true);

/** The same for one account alone: nothing is frozen, because nobody else gets it. */
export const compileOnce = (
  templates: PolicyInput['templates'],
  preview?: Preview | null,
): CompiledTemplate => compileChain(templates, preview, false);

function compileChain(
  templates: PolicyInput['templates'],
  preview: Preview | null | undefined,
  shared: boolean,
): CompiledTemplate {
  const plan = planWith(preview);
  const { said, unknown } = readLayers(plan, templates);
  const [{ key, revision }] = templates;
  return {
    shared,
    plan,
    template: Object.freeze({ key, revision }),
    assigned: deepFreeze({
      explicit: { key, revision, by: 'explicit' },
      rule: { key, revision, by: 'rule' },
      default: { key, revision, by: 'default' },
    }),
    said: said.map((own) =>
      own ? own.map((says) => (says.length > 0 ? saidByTemplates(says, shared) : SILENT)) : null,
    ),
    unknown,
    worked: plan.components.map((component, index) =>
      said[index] ? new Map() : workedInSilence(component),
    ),
    policies: [],
    texts: new Map(),
  };
}

/** What the chain says of a component's cells, by place. */
export function saidOf({ plan, said }: CompiledTemplate, index: number): readonly CellSays[] {
  const component = plan.components[index];
  return said[index] ?? (component ? silence(component) : []);
}

/** A component as the chain alone makes it, for all accounts of a class of traits. */
export function workedOf(
  compiled: CompiledTemplate,
  index: number,
  traits: number,
): WorkedComponent {
  const plan = compiled.plan.components[index];
  const kept = compiled.worked[index];
  if (!plan || !kept) throw new Error(`No component at ${index}`);
  const read = traits & plan.reads;
  const known = kept.get(read);
  if (known) return known;
  const made = workOut(
    plan,
    standIn(read),
    saidOf(compiled, index),
    compiled.shared || !compiled.said[index],
  );
  kept.set(read, made);
  return made;
}

/** How much a compiled template keeps at this moment. */
export function keptBy({ worked, said, policies, texts }: CompiledTemplate) {
  return {
    policies: policies.filter(Boolean).length,
    /** Its own; components of which it says nothing are kept once for all templates. */
    components: worked.reduce((sum, kept, index) => sum + (said[index] ? kept.size : 0), 0),
    texts: texts.size,
  };
}
