'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { canonical } from '@/lib/domain/canonical';
import type { RuleCounts, RulesView } from '@/lib/domain/rule-views';
import type { Rule } from '@/lib/domain/rules';
import { capital, ruleWords } from '@/lib/domain/words/rules';
import type { EditLine } from '../edits/edit-lines';
import { Button } from '../ui/button';
import { Section } from '../ui/section';
import { useAskedFor } from '../ui/use-asked-for';
import type { Offers } from './condition-fields';
import { countWords } from './count-words';
import { Counted, type Counting } from './counted';
import { DefaultRow } from './default-row';
import { leftLines, listLines } from './list-lines';
import { RuleRow } from './rule-row';
import { TryAccount } from './try-account';
import { useFocusLater } from './use-focus-later';
import { useListDraft } from './use-list-draft';

const RuleDialog = dynamic(() => import('./rule-dialog').then((module) => module.RuleDialog), {
  ssr: false,
});
const ListBar = dynamic(() => import('./list-bar').then((module) => module.ListBar), {
  ssr: false,
});

const ADD = 'add-rule';

/** The assignment rules in their order, with their edits and a trial on an account. */
export function RulesEditor({
  rules: { revision, rules, default: fallback },
  counts,
  offers,
  editable,
}: {
  rules: RulesView;
  counts: Counting<RuleCounts>;
  offers: Offers;
  editable: boolean;
}) {
  const draft = useListDraft<Rule>({ revision, values: rules, fallback }, true);
  const [opened, setOpen] = useState<{ id: string | undefined; rule: Rule | null } | null>(null);
  const { asked, done } = useAskedFor(editable ? 'rule' : undefined);
  const open = opened ?? (asked ? { id: undefined, rule: null } : null);
  const close = () => {
    setOpen(null);
    done();
  };
  const [said, setSaid] = useState('');
  const focusLater = useFocusLater();
  const { saved, edited, differences } = draft;
  const nameOf = (key: string) => offers.templates.find((t) => t.key === key)?.name ?? key;
  const says = (rule: Rule) => capital(ruleWords(rule, nameOf));
  const words = { name: says, says };
  const last = edited.length - 1;

  const move = (id: string, index: number, by: number) => {
    const to = Math.min(Math.max(index + by, 0), last);
    const focused = document.activeElement?.id;
    if (focused) focusLater(focused);
    if (to !== index) draft.move(id, by);
    setSaid(
      to === index
        ? `The rule stays at place ${index + 1} of ${edited.length}.`
        : `Moved to place ${to + 1} of ${edited.length}.`,
    );
  };
  const remove = (id: string, index: number) => {
    const next = edited[index + 1] ?? edited[index - 1];
    focusLater(next ? `${next.id}-remove` : ADD);
    draft.remove(id);
    setSaid(`Removed rule ${index + 1}.`);
  };
  const countsOf = ({ id, value }: (typeof edited)[number]) => {
    const place = saved.findIndex((item) => item.id === id);
    const asks = saved[place]?.value.when;
    if (!asks || canonical(asks) !== canonical(value.when)) return 'Counted once it is saved';
    return (
      <Counted
        counts={counts}
        revision={draft.revision}
        words={({ rules: each }) => {
          const count = each[place];
          return count && countWords(count);
        }}
      />
    );
  };
  const { saved: before, edited: after } = draft.fallback;
  const lines: EditLine[] = listLines(differences, words, true, draft.undo);
  if (before !== after) {
    lines.push({
      key: 'default',
      what: 'Default template',
      before: nameOf(before ?? ''),
      after: nameOf(after ?? ''),
      undo: () => draft.setFallback(before),
    });
  }
  return (
    <>
      <div className="grid min-w-0 items-start gap-4 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <Section
          title="Tried in this order; the first that matches wins"
          flush
          aside={
            editable && (
              <Button
                id={ADD}
                size="sm"
                aria-haspopup="dialog"
                onClick={() => setOpen({ id: undefined, rule: null })}
              >
                <Plus aria-hidden className="size-4" />
                Add a rule
              </Button>
            )
          }
        >
          <p role="status" className="sr-only">
            {said}
          </p>
          {edited.length > 0 && (
            <ol aria-label="Rules">
              {edited.map((item, index) => (
                <RuleRow
                  key={item.id}
                  item={item}
                  place={index + 1}
                  last={index === last}
                  nameOf={nameOf}
                  edited={differences.some(({ id }) => id === item.id)}
                  counts={countsOf(item)}
                  acts={
                    editable
                      ? {
                          move: (by) => move(item.id, index, by),
                          edit: () => setOpen({ id: item.id, rule: item.value }),
                          remove: () => remove(item.id, index),
                        }
                      : null
                  }
                />
              ))}
            </ol>
          )}
          <DefaultRow
            alone={edited.length === 0}
            draft={draft}
            counts={counts}
            offers={offers}
            nameOf={nameOf}
            editable={editable}
          />
        </Section>
        <TryAccount
          rules={edited.map(({ value }) => value)}
          fallback={after ?? ''}
          revision={draft.revision}
          asEdited={draft.count > 0}
          nameOf={nameOf}
        />
      </div>
      {draft.count + draft.left.length > 0 && (
        <ListBar
          draft={draft}
          lines={lines}
          left={leftLines(draft, words)}
          title="Review the assignment rules"
          wire={() => ({
            op: 'rules.replace',
            expectedRevision: draft.revision,
            rules: edited.map(({ value }) => value),
            default: after ?? '',
          })}
        />
      )}
      {open && (
        <RuleDialog
          rule={open.rule}
          offers={offers}
          nameOf={nameOf}
          onClose={close}
          onDone={(rule) => {
            draft.put(rule, open.id);
            close();
          }}
        />
      )}
    </>
  );
}
