'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import { Select } from '../ui/field';
import { type CompareAddress, compareHref, type SideName, sideText } from './address';

/** Puts a template on one side. It shows "Template…" while an account stands there. */
export function TemplatePicker({
  side,
  address,
  templates,
  chosen,
}: {
  side: SideName;
  address: CompareAddress;
  templates: readonly TemplateRef[];
  /** The key of the template that stands there. */
  chosen: string | null;
}) {
  const router = useRouter();
  const [wanted, setWanted] = useState('');
  const [pending, startTransition] = useTransition();
  return (
    <Select
      aria-label={`Template on the ${side}`}
      aria-busy={pending}
      value={pending ? wanted : (chosen ?? '')}
      onChange={({ target: { value: id } }) => {
        setWanted(id);
        const text = id ? sideText({ kind: 'template', id }) : undefined;
        startTransition(() =>
          router.replace(compareHref({ ...address, [side]: text }), { scroll: false }),
        );
      }}
    >
      <option value="">{chosen === null ? 'Template…' : 'No template'}</option>
      {templates.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </Select>
  );
}
