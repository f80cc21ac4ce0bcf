'use client';

import * as Tabs from 'radix-ui/tabs';
import { useState } from 'react';
import { Link } from '@/components/ui/link';
import { componentEntry, type GaComponent } from '@/lib/domain/catalog';
import { TOKEN_VARIABLE } from '@/lib/domain/code-text';
import { SNIPPETS, type Snippet, type SnippetId, snippetsOf } from '@/lib/domain/snippets';
import { mountOf } from '../live/mounts';
import { Dialog, DialogContent } from '../ui/dialog';
import { Select } from '../ui/field';
import { Notice } from '../ui/notice';
import { CodeBlock } from './code-block';

export interface CodeSubject {
  account: string;
  /** Where this installation was asked for. */
  origin: string;
  /** The components that the policy has on, without previews, which Stripe's own clients do not know. */
  enabled: readonly GaComponent[];
}

/** How Connect.js mounts the component that is wanted, else one that shows something by itself. */
function mountFor(component: GaComponent | null, enabled: readonly GaComponent[]) {
  const byItself = enabled.find((name) => mountOf(name) && !mountOf(name)?.subject);
  const mount = mountOf(component ?? byItself ?? enabled[0] ?? 'payments');
  return mount && { tag: mount.tag, ...mount.subject };
}

/** The window with code that mints sessions for an account, for each kind of caller. */
export function CodeDialog({ subject, onClose }: { subject: CodeSubject; onClose: () => void }) {
  const { account, origin, enabled } = subject;
  const [component, setComponent] = useState<GaComponent | null>(null);
  const [tab, setTab] = useState<SnippetId>(SNIPPETS[0]);
  const mount = mountFor(component, enabled);
  const snippets = snippetsOf({ account, origin, enabled, component, mount });
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        wide
        title="Use in code"
        description="Mints a session with this account’s policy. Each run is a real session and stands in the audit."
      >
        <p className="mt-2 text-ink-2">
          <code className="font-mono text-sm">{TOKEN_VARIABLE}</code> in the environment holds a
          token with the scope <code className="font-mono text-sm">sessions:create</code>. Admins
          make them under{' '}
          <Link href="/settings" className="text-accent-text underline underline-offset-2">
            Settings
          </Link>
          ; all else stands in the{' '}
          <Link href="/api-reference" className="text-accent-text underline underline-offset-2">
            API reference
          </Link>
          .
        </p>
        {enabled.length === 0 && (
          <div className="mt-3">
            <Notice title="No component is on for this account">
              Until one is, each of these is refused with no_component_enabled.
            </Notice>
          </div>
        )}
        <Tabs.Root
          value={tab}
          onValueChange={(value) => setTab(value as SnippetId)}
          className="mt-3"
        >
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Tabs.List aria-label="Language or tool" className="flex flex-wrap gap-1">
              {snippets.map(({ id, title }) => (
                <Tabs.Trigger
                  key={id}
                  value={id}
                  className="h-8 rounded-md px-2.5 font-medium text-ink-2 hover:bg-sunken hover:text-ink data-[state=active]:bg-sunken data-[state=active]:text-ink data-[state=active]:ring-1 data-[state=active]:ring-line-strong data-[state=active]:ring-inset"
                >
                  {title}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {enabled.length > 0 && (
              <Narrowing components={enabled} value={component} onChange={setComponent} />
            )}
          </div>
          {snippets.map((snippet) => (
            <Tabs.Content key={snippet.id} value={snippet.id} tabIndex={-1} className="mt-3">
              <Code snippet={snippet} />
            </Tabs.Content>
          ))}
        </Tabs.Root>
      </DialogContent>
    </Dialog>
  );
}

/** Whether the session is to have all components or one. */
function Narrowing({
  components,
  value,
  onChange,
}: {
  components: readonly GaComponent[];
  value: GaComponent | null;
  onChange: (component: GaComponent | null) => void;
}) {
  return (
    <Select
      aria-label="Components of the session"
      value={value ?? ''}
      onChange={({ target }) => onChange(components.find((name) => name === target.value) ?? null)}
      className="sm:w-56"
    >
      <option value="">All components that are on</option>
      {components.map((name) => (
        <option key={name} value={name}>
          Only {componentEntry(name).title}
        </option>
      ))}
    </Select>
  );
}

function Code({ snippet: { title, about, parts } }: { snippet: Snippet }) {
  return (
    <div className="flex min-h-64 flex-col gap-3">
      <p className="text-ink-2">{about}</p>
      {parts.map(({ place, code }) => (
        <CodeBlock key={place} place={place} what={`${title}: ${place}`} code={code} />
      ))}
    </div>
  );
}
