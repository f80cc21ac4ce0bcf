import { PageTabs } from '../shell/page-tabs';
import { withQuery } from '../ui/pager';
import { type ChangeQuery, PARTS, type Part, partOf } from './address';

const WORDS: Readonly<Record<Part, string>> = { waiting: 'Waiting', done: 'Done', all: 'All' };

/** The parts of the list; what is searched for stays when one goes to another. */
export function ChangeTabs({ query, waiting }: { query: ChangeQuery; waiting: number }) {
  const here = partOf(query);
  return (
    <PageTabs
      label="Which changes"
      tabs={PARTS.map((part) => ({
        href: withQuery('/changes', {
          show: part === 'waiting' ? undefined : part,
          q: query.q,
        }),
        text: WORDS[part],
        here: part === here,
        ...(part === 'waiting' && { count: waiting }),
      }))}
    />
  );
}
