'use client';

import { useRef, useState } from 'react';
import type { FeeDetail, RefundView } from '@/lib/domain/fees/views';
import { type Problem, send } from '../edits/send';

/** A random key; `crypto.randomUUID` is there on secure pages only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** What is refunded, and why. */
export interface Refund {
  amount: number;
  reason: string;
}

/**
 * Asks for a refund. Whoever asks for the same once more, because no answer came, has the same key:
 * then it is the same refund.
 */
export function useRefund({ id, amountRefunded: expectedRefunded }: FeeDetail) {
  const keys = useRef(new Map<string, string>());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function refund({ amount, reason }: Refund): Promise<RefundView | null> {
    const meant = JSON.stringify([amount, reason]);
    const key = keys.current.get(meant) ?? newKey();
    keys.current.set(meant, key);
    setBusy(true);
    const body = { amount, reason, expectedRefunded };
    const path = `/api/application-fees/${id}/refunds`;
    const sent = await send<RefundView>('POST', path, body, { 'idempotency-key': key });
    setBusy(false);
    setProblem(sent.problem ?? null);
    // What failed has ended: once more is another refund. Without an answer it may go on.
    if (sent.problem && sent.problem.code !== 'no_answer') keys.current.delete(meant);
    return sent.value ?? null;
  }

  return { refund, busy, problem };
}
