import { Command } from 'cmdk';
import { cn } from '../ui/cn';
import type { Item } from './item';

/** One line of the palette: its sign, its text, and in small what tells it from others. */
export function Row({
  item,
  onChoose,
}: {
  item: Item;
  /** By a click; `newTab` where Ctrl or Command was held. */
  onChoose: (item: Item, newTab: boolean) => void;
}) {
  return (
    <Command.Item
      value={item.id}
      onClickCapture={(event) => {
        event.stopPropagation();
        onChoose(item, event.ctrlKey || event.metaKey);
      }}
      className={cn(
        'flex min-w-0 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 text-ink data-[selected=true]:bg-accent-soft [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3',
        item.below === undefined ? 'min-h-9' : 'min-h-12',
      )}
    >
      {item.icon}
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-baseline justify-between gap-x-3 max-sm:flex-col">
          <span className="max-w-full min-w-0 truncate font-medium">{item.text}</span>
          {item.note && (
            <span className="max-w-full min-w-0 shrink-[8] truncate text-sm text-ink-2">
              {item.note}
            </span>
          )}
        </div>
        {item.below && (
          <div className="text-sm text-ink-2 max-sm:line-clamp-2 sm:truncate">{item.below}</div>
        )}
      </div>
    </Command.Item>
  );
}
