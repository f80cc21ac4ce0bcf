'use client';

import { useId, useState } from 'react';
import type { WireEdit } from '../../../edits/post-change';
import { Field, Input } from '../../../ui/field';
import { BulkDialog, type BulkProps } from './bulk-dialog';
import { meant } from './meant';
import { accountCount, nameList, tagCounts, tagsIn } from './outcome';

/** Adds tags to the selected accounts and takes tags off them. */
export function TagsDialog(props: BulkProps) {
  const { accounts, everything, tags } = props;
  const id = useId();
  const [text, setText] = useState('');
  const [remove, setRemove] = useState<readonly string[]>([]);
  const add = tagsIn(text);
  const present = everything ? tags.map((tag) => ({ tag, accounts: null })) : tagCounts(accounts);
  const clash = add.filter((tag) => remove.includes(tag));
  const complete = add.length + remove.length > 0 && clash.length === 0;
  const edits = accounts.map(
    (account): WireEdit => ({ op: 'account.tag', account: account.id, add, remove: [...remove] }),
  );

  return (
    <BulkDialog
      {...props}
      title={`Tags of ${meant(accounts, everything)}`}
      description="A rule that looks at tags may give an account another template by this."
      edits={complete ? edits : null}
      act={complete ? { op: 'account.tag', add, remove } : null}
      idle="Add or remove a tag to see what will happen."
      apply="Change tags"
      done={({ changed }) => {
        const added = add.length > 0 && `added ${nameList(add)}`;
        const removed = remove.length > 0 && `removed ${nameList(remove)}`;
        return `Tags of ${accountCount(changed)}: ${[added, removed].filter(Boolean).join(', ')}.`;
      }}
    >
      <Field
        id={id}
        label="Add tags"
        hint="Several with commas between them."
        error={clash.length > 0 && `To be added and removed at once: ${nameList(clash)}.`}
      >
        <Input
          id={id}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          list={`${id}-known`}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          placeholder="vip, spring-fair"
        />
        <Suggestions id={`${id}-known`} text={text} tags={tags} />
      </Field>
      {present.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium text-ink-2">Remove tags</legend>
          <div className="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto">
            {present.map(({ tag, accounts: having }) => (
              <label
                key={tag}
                className="flex h-7 max-w-full cursor-pointer items-center gap-1.5 rounded-md border border-line-strong px-2 has-checked:border-danger has-checked:text-danger has-checked:line-through"
              >
                <input
                  type="checkbox"
                  checked={remove.includes(tag)}
                  onChange={(event) =>
                    setRemove(
                      event.target.checked
                        ? [...remove, tag]
                        : remove.filter((other) => other !== tag),
                    )
                  }
                  className="size-3.5 accent-(--danger)"
                />
                <span className="truncate">{tag}</span>
                {having !== null && (
                  <span className="text-sm text-ink-3 tabular-nums">
                    {having} of {accounts.length}
                  </span>
                )}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </BulkDialog>
  );
}

/** Tags that are in use, offered for the one that is being typed. */
function Suggestions({ id, text, tags }: { id: string; text: string; tags: readonly string[] }) {
  const typed = text.includes(',') ? `${text.slice(0, text.lastIndexOf(','))}, ` : '';
  const already = new Set(tagsIn(typed));
  return (
    <datalist id={id}>
      {tags
        .filter((tag) => !already.has(tag))
        .map((tag) => (
          <option key={tag} value={`${typed}${tag}`} />
        ))}
    </datalist>
  );
}
