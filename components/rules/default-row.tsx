'use client';

import { useId } from 'react';
import type { RuleCounts } from '@/lib/domain/rule-views';
import type { Rule } from '@/lib/domain/rules';
import type { TemplateName } from '@/lib/domain/words/rules';
import { Select } from '../ui/field';
import type { Offers } from './condition-fields';
import { defaultWords, explicitWords } from './count-words';
import { Counted, type Counting } from './counted';
import { TemplateLink } from './rule-row';
import type { ListDraft } from './use-list-draft';

/** What accounts get that no rule matches, and how many no rule is asked for. */
export function DefaultRow({
  alone,
  draft,
  counts,
  offers,
  nameOf,
  editable,
}: {
  /** There are no rules. */
  alone: boolean;
  draft: ListDraft<Rule>;
  counts: Counting<RuleCounts>;
  offers: Offers;
  nameOf: TemplateName;
  editable: boolean;
}) {
  const id = useId();
  const template = draft.fallback.edited ?? '';
  const head = alone
    ? 'Every account gets the default template'
    : 'Otherwise, the default template';
  return (
    <div className="grid grid-cols-[2rem_minmax(0,1fr)] items-start gap-x-2 px-4 py-2.5">
      <div className="col-start-2 min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {editable ? (
            <>
              <label htmlFor={id}>{head}</label>
              <div className="w-56 max-w-full">
                <Select
                  id={id}
                  value={template}
                  onChange={({ target }) => draft.setFallback(target.value)}
                >
                  {offers.templates.map(({ key, name }) => (
                    <option key={key} value={key}>
                      {name}
                    </option>
                  ))}
                </Select>
              </div>
            </>
          ) : (
            <>
              <span>{head}</span> <TemplateLink template={template} nameOf={nameOf} />
            </>
          )}
        </div>
        <p className="mt-0.5 text-sm text-ink-3">
          <Counted
            counts={counts}
            revision={draft.revision}
            words={(known) => (
              <>
                {defaultWords(known)}
                <br />
                {explicitWords(known)}
              </>
            )}
          />
        </p>
      </div>
    </div>
  );
}
