'use client';

import { Command } from 'cmdk';
import { usePathname, useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import * as Primitive from 'radix-ui/dialog';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Permission } from '@/lib/domain/permissions';
import { leaveFor } from '../edits/leave';
import { usePreview } from '../preview/offered';
import { Dialog } from '../ui/dialog';
import { notify } from '../ui/notify';
import { AskInput } from './ask-input';
import { groupsOf, type Listed, subjectOf } from './groups';
import type { Item, Step } from './item';
import { AskFooter, Nothing, Problem, Waiting } from './parts';
import { placeOf, showCell } from './place';
import { keepRecent, readRecent } from './recent';
import { Row } from './row';
import { useAnswer } from './use-answer';
import { useSearch } from './use-search';

/** The box to search or ask in, and what it finds. */
export function AskDialog({
  typed,
  permissions,
  onClose,
  onCloseInto,
  onDialog,
}: {
  /** What was typed already; a line's end is Enter. */
  typed: string;
  permissions: readonly Permission[];
  onClose: () => void;
  /** Closes, and then does something with the page behind. */
  onCloseInto: (act: () => void) => void;
  onDialog: (dialog: 'create-template' | 'shortcuts') => void;
}) {
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const place = placeOf(usePathname());
  const preview = usePreview();
  const [text, setText] = useState(() => typed.replace(/\n/g, ''));
  const [step, setStep] = useState<Step | null>(null);
  const [chosen, setChosen] = useState('');
  const [recent] = useState(readRecent);
  const search = useSearch(text);
  const may = (permission: Permission) => permissions.includes(permission);
  const listed: Listed = { ...search, step, place, preview, recent, may, theme, setTheme };
  const subject = subjectOf(listed);
  const known = useAnswer(subject?.id ?? null);
  const groups = search.slow ? [] : groupsOf(listed, subject, known);
  const items = groups.flatMap((group) => group.items);
  const first = items[0]?.id ?? '';
  /** Enter that was pressed before the list was there for what is typed. */
  const early = useRef(typed.endsWith('\n') ? { newTab: false } : null);

  const choose = (item: Item | undefined, newTab: boolean) => {
    if (!item) return;
    const { act } = item;
    if (act.do === 'ask') {
      setStep(act.step);
      setText('');
    } else if (act.do === 'open') {
      onDialog(act.dialog);
    } else if (act.do === 'run') {
      onCloseInto(act.run);
    } else {
      if (act.do === 'go' && act.recent) keepRecent(act.recent);
      if (newTab) window.open(act.href, '_blank', 'noopener');
      else if (act.do === 'go') onCloseInto(() => leaveFor(() => router.push(act.href)));
      else onCloseInto(() => showCell(act.cell) || window.location.assign(act.href));
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first line
  useEffect(() => {
    setChosen(first);
    if (search.pending || !early.current) return;
    const { newTab } = early.current;
    early.current = null;
    choose(items[0], newTab);
  }, [search.text, search.pending, search.slow, step, first]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    const item = items.find(({ id }) => id === chosen);
    if (event.key === 'Enter') {
      if (search.pending) early.current = { newTab: modified };
      else choose(item, modified);
    } else if (event.key === 'Backspace' && text === '' && step) {
      setStep(null);
    } else if (modified && event.key === 'c' && item?.copy && !hasSelection(event.target)) {
      const { copy } = item;
      navigator.clipboard.writeText(copy).then(() => notify(`Copied ${copy}.`));
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fixed top-3 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[calc(100vw-24px)] max-w-2xl -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-surface shadow-(--shadow) outline-none sm:top-[12dvh] sm:max-h-[76dvh]"
        >
          <Primitive.Title className="sr-only">Search or ask</Primitive.Title>
          <Command
            label="Search or ask"
            shouldFilter={false}
            vimBindings={false}
            loop
            value={chosen}
            onValueChange={setChosen}
            onKeyDown={onKeyDown}
            className="flex min-h-0 flex-col"
          >
            <AskInput
              text={text}
              step={step}
              busy={search.pending}
              onText={(next) => {
                early.current = null;
                setText(next);
              }}
              onBack={() => setStep(null)}
            />
            <div className="h-[min(440px,60dvh)] min-h-0 overflow-y-auto overscroll-contain p-1.5">
              <Command.List label="What was found">
                {groups.map((group) => (
                  <Command.Group
                    key={group.title}
                    heading={group.title}
                    className="[&>[cmdk-group-heading]]:px-3 [&>[cmdk-group-heading]]:pt-2 [&>[cmdk-group-heading]]:pb-1 [&>[cmdk-group-heading]]:text-xs [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-ink-3"
                  >
                    {group.items.map((item) => (
                      <Row key={item.id} item={item} onChoose={choose} />
                    ))}
                  </Command.Group>
                ))}
              </Command.List>
              {search.slow && <Waiting />}
              {search.problem && <Problem text={search.problem} onRetry={search.retry} />}
              {!search.slow && !search.problem && items.length === 0 && (
                <Nothing text={search.text} step={step} />
              )}
            </div>
            <AskFooter count={search.slow ? null : items.length} />
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Dialog>
  );
}

/** Whether there is something selected in a field, which copying is then about. */
function hasSelection(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.selectionStart !== target.selectionEnd;
}
