'use client';

import { useState } from 'react';
import type { DeliveryDetail } from '@/lib/domain/notice-endpoints';
import { type Problem, send } from '../edits/send';
import { Button } from '../ui/button';

/** What a delivery sends, fetched when somebody wants to see it. */
export function SentBody({ id }: { id: string }) {
  const [body, setBody] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (body !== null) {
    return (
      <pre className="rounded-md border bg-sunken p-2.5 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
        {body}
      </pre>
    );
  }
  const show = async () => {
    const sent = await send<DeliveryDetail>('GET', `/api/notice-deliveries/${id}`);
    setProblem(sent.problem ?? null);
    if (sent.value) setBody(JSON.stringify(sent.value.body, null, 2));
  };
  return (
    <>
      <Button size="sm" onClick={show}>
        Show what is sent
      </Button>
      {problem && (
        <p role="alert" className="text-danger">
          {problem.detail}
        </p>
      )}
    </>
  );
}
