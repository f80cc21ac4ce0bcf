'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import { CreateTemplate } from '../templates/create-template';
import { notifyProblem } from '../ui/notify';
import { get } from './get';

/** The window that makes a template, once the templates that it may extend are known. */
export function CreateFromPalette({ onClose }: { onClose: () => void }) {
  const [templates, setTemplates] = useState<TemplateRef[] | null>(null);
  const path = usePathname();
  const begun = useRef(path);
  // It leads to the template that was made; unlike the templates' page, the palette stays around it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page ends it
  useEffect(() => {
    if (path !== begun.current) onClose();
  }, [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once
  useEffect(() => {
    const abort = new AbortController();
    get<{ data: TemplateRef[] }>('/api/templates', abort.signal).then(({ value, problem }) => {
      if (abort.signal.aborted) return;
      if (value) setTemplates(value.data);
      else {
        void notifyProblem(problem.detail);
        onClose();
      }
    });
    return () => abort.abort();
  }, []);
  return templates && <CreateTemplate templates={templates} onClose={onClose} />;
}
