'use client';

import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn } from './cn';
import { CopyIcon } from './sprite';

/** Copies a text, and says so where the button stood. */
export function CopyButton({
  text,
  label,
  className,
}: {
  text: string;
  /** What is copied, for the button's name: "Copy {label}". */
  label: string;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : CopyIcon;
  return (
    <button
      type="button"
      aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
      title={copied ? 'Copied' : `Copy ${label}`}
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
      className={cn(
        'inline-grid size-6 shrink-0 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink',
        copied && 'text-on-text',
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
