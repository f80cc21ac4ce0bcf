'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { TemplateDetail, TemplateRef } from '@/lib/domain/views';
import { Button } from '../ui/button';

const CreateDialog = dynamic(
  () => import('./create-template').then((module) => module.CreateTemplate),
  { ssr: false },
);
const ArchiveDialog = dynamic(
  () => import('./archive-template').then((module) => module.ArchiveTemplate),
  { ssr: false },
);

/** The button that makes a new template; its window is loaded when it is wanted. */
export function NewTemplate({ templates }: { templates: readonly TemplateRef[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        New template
      </Button>
      {open && <CreateDialog templates={templates} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The button that archives a template; its window is loaded when it is wanted. */
export function Archive({ template }: { template: TemplateDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Archive
      </Button>
      {open && <ArchiveDialog template={template} onClose={() => setOpen(false)} />}
    </>
  );
}
