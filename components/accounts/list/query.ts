import { findCell } from '@/lib/domain/cells';
import { CONTROLLER_KINDS, type ControllerKind } from '@/lib/domain/traits';
import type { TemplateRef } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { countryName } from '@/lib/domain/words/country-name';

/** The filters that stand behind the Filters button, for its count. */
const MORE_FILTERS = [
  'controller',
  'capability',
  'tag',
  'expiring',
  'disconnected',
  'drifting',
] as const;

/** All filters of the account list, in the order in which they are shown as applied. */
const FILTERS = ['template', 'country', 'deviating', 'limited', ...MORE_FILTERS] as const;
type FilterName = (typeof FILTERS)[number];

/** What the list is asked for, named as in the API's query. */
export type AccountQuery = Readonly<Partial<Record<'q' | 'cursor' | FilterName, string>>>;

const isController = (text: string): text is ControllerKind =>
  (CONTROLLER_KINDS as readonly string[]).includes(text);

/** Whether a filter can have a value; those that are not checked here find nothing at worst. */
function isPossible(name: keyof AccountQuery, value: string): boolean {
  switch (name) {
    case 'controller':
      return isController(value);
    case 'limited':
      return findCell(value) !== undefined;
    case 'deviating':
    case 'expiring':
    case 'disconnected':
    case 'drifting':
      return value === 'true';
    default:
      return true;
  }
}

/**
 * Reads the list's query off an address that anybody may have typed: trims, shortens and takes out
 * control characters as the API demands, and leaves out what cannot be.
 */
export function readQuery(given: Readonly<Record<string, string | undefined>>): AccountQuery {
  const query: Partial<Record<keyof AccountQuery, string>> = {};
  for (const name of ['q', ...FILTERS] as const) {
    const value = (given[name] ?? '').replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '').slice(0, 200);
    if (value.trim() && isPossible(name, value.trim())) query[name] = value.trim();
  }
  if (given.cursor) query.cursor = given.cursor;
  return query;
}

/** The query as the verbs take it. */
export function filterOf({
  controller,
  deviating,
  expiring,
  disconnected,
  drifting,
  ...texts
}: AccountQuery) {
  const flag = (value: string | undefined) => (value === 'true' ? true : undefined);
  return {
    q: texts.q,
    template: texts.template,
    country: texts.country,
    capability: texts.capability,
    tag: texts.tag,
    limited: texts.limited ? findCell(texts.limited)?.cell : undefined,
    controller: controller && isController(controller) ? controller : undefined,
    deviating: flag(deviating),
    expiring: flag(expiring),
    disconnected: flag(disconnected),
    drifting: flag(drifting),
  };
}

/** How many of the filters behind the Filters button are applied. */
export function countMore(query: AccountQuery): number {
  return MORE_FILTERS.filter((name) => query[name]).length;
}

/** Whether anything is searched for or filtered by. */
export function isFiltered(query: AccountQuery): boolean {
  return Boolean(query.q) || FILTERS.some((name) => query[name]);
}

/** One applied filter in words, with the query that is left without it. */
export interface AppliedFilter {
  name: FilterName;
  text: string;
  without: AccountQuery;
}

/** The applied filters in words; taking one away starts over at the first page. */
export function appliedFilters(
  query: AccountQuery,
  templates: readonly TemplateRef[],
): AppliedFilter[] {
  return FILTERS.flatMap((name) => {
    const { [name]: value, cursor: _, ...without } = query;
    return value ? [{ name, text: filterText(name, value, templates), without }] : [];
  });
}

function filterText(name: FilterName, value: string, templates: readonly TemplateRef[]): string {
  switch (name) {
    case 'template':
      return `Template: ${templates.find(({ key }) => key === value)?.name ?? value}`;
    case 'country':
      return `Country: ${countryName(value)}`;
    case 'deviating':
      return 'Deviates from its template';
    case 'limited':
      return `Limited by Stripe at ${cellName(findCell(value)?.cell ?? (value as never))}`;
    case 'controller':
      return `Controller: ${isController(value) ? CONTROLLERS[value] : value}`;
    case 'capability':
      return `Capability: ${value}`;
    case 'tag':
      return `Tag: ${value}`;
    case 'expiring':
      return 'Has an expiring override';
    case 'disconnected':
      return 'Disconnected';
    case 'drifting':
      return 'Drifts: Stripe answers otherwise';
  }
}
