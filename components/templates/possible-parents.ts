import type { TemplateSummary } from '@/lib/domain/views';

/** The templates that one may extend: neither itself nor one that stands on it, nor an archived one. */
export function possibleParents(
  key: string,
  templates: readonly TemplateSummary[],
): TemplateSummary[] {
  const below = new Set([key]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const template of templates) {
      if (template.extends && below.has(template.extends.key)) below.add(template.key);
    }
  }
  return templates.filter((template) => !template.archived && !below.has(template.key));
}
