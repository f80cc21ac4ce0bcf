import { Layers, Store } from 'lucide-react';
import { useId } from 'react';
import { Link } from '@/components/ui/link';
import type { TemplateRef } from '@/lib/domain/views';
import { CONTROLLERS } from '@/lib/domain/words/controllers';
import { countryName } from '@/lib/domain/words/country-name';
import { MonoId } from '../ui/mono-id';
import { Notice } from '../ui/notice';
import type { CompareAddress, SideName } from './address';
import { SideAccountPicker } from './side-account-picker';
import { hrefOf, nameOf, overridesInForce, refOf, type Subject } from './subject';
import { TemplatePicker } from './template-picker';

const TITLES: Record<SideName, string> = { left: 'Left', right: 'Right' };

/** One side of the comparison: what stands there, and the choice of something else. */
export function SideCard({
  side,
  address,
  subject,
  templates,
}: {
  side: SideName;
  address: CompareAddress;
  /** null where nothing was asked for, or where there is no such thing. */
  subject: Subject | null;
  templates: readonly TemplateRef[];
}) {
  const id = useId();
  const asked = address[side];
  const chosen = subject?.kind === 'template' ? subject.template : null;
  const offered =
    chosen && !templates.some(({ key }) => key === chosen.key)
      ? [...templates, { key: chosen.key, name: `${chosen.name} (archived)` }]
      : templates;
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col justify-between gap-3 rounded-lg border bg-surface px-4 py-3"
    >
      <div className="min-w-0">
        <h2 id={id} className="mb-0.5 text-xs font-medium text-ink-3">
          {TITLES[side]}
        </h2>
        {subject ? (
          <What subject={subject} />
        ) : asked ? (
          <Notice title={`There is no “${asked}”`}>
            It may have been removed, or the address is mistyped. Choose another below.
          </Notice>
        ) : (
          <p className="text-md text-ink-2">Choose an account or a template.</p>
        )}
      </div>
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <SideAccountPicker side={side} address={address} />
        <TemplatePicker
          side={side}
          address={address}
          templates={offered}
          chosen={chosen?.key ?? null}
        />
      </div>
    </section>
  );
}

function What({ subject }: { subject: Subject }) {
  const Icon = subject.kind === 'account' ? Store : Layers;
  const { kind, id } = refOf(subject);
  return (
    <div className="min-w-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3">
        <span className="flex min-w-0 items-center gap-1.5">
          <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
          <Link
            href={hrefOf(subject)}
            className="truncate text-md font-semibold underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {nameOf(subject)}
          </Link>
        </span>
        <MonoId
          id={id}
          what={kind === 'account' ? 'account id' : 'template key'}
          className="max-w-full"
        />
      </div>
      <p className="text-ink-2">{captionOf(subject)}</p>
    </div>
  );
}

function captionOf(subject: Subject): string {
  if (subject.kind === 'template') {
    const { template } = subject;
    return [
      `Template, revision ${template.revision}`,
      template.extends && `extends ${template.extends.name}`,
      `${template.accounts} ${template.accounts === 1 ? 'account' : 'accounts'}`,
      template.archived && 'archived',
    ]
      .filter(Boolean)
      .join(', ');
  }
  const { account } = subject;
  const own = overridesInForce(subject).length;
  return [
    `Template ${account.template.name}`,
    own === 0 ? 'no overrides' : `${own} ${own === 1 ? 'override' : 'overrides'}`,
    CONTROLLERS[account.controller],
    account.country && countryName(account.country),
    account.disconnectedAt && 'disconnected',
  ]
    .filter(Boolean)
    .join(', ');
}
