'use client';

import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';

interface Verification {
  whole: boolean;
  rows: number;
  breaks: { chain: number; seq: string; message: string }[];
}

type Line = { rows?: number; verification?: Verification; error?: string };

/** Reads lines of NDJSON as they come in. */
async function readLines(answer: Response, onLine: (line: Line) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; reader; ) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(JSON.parse(line));
    if (done) return;
  }
}

const count = (rows: number) => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

/** Lets the server read the whole audit and says whether its chains are as they were written. */
export function VerifyAudit() {
  const [busy, setBusy] = useState(false);
  const [line, setLine] = useState<Line>({});

  const verify = async () => {
    setBusy(true);
    setLine({ rows: 0 });
    try {
      const answer = await fetch('/api/audit/verification', { cache: 'no-store' });
      if (answer.ok) await readLines(answer, setLine);
      else setLine({ error: (await answer.json()).detail });
    } catch {
      setLine({ error: 'The server did not answer. Try again.' });
    } finally {
      setBusy(false);
    }
  };

  const { verification, error, rows } = line;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Button onClick={verify} disabled={busy}>
        <ShieldCheck aria-hidden className="size-4" />
        Check the chain
      </Button>
      <div role="status" className="min-w-0 text-sm text-ink-2">
        {verification && <Outcome {...verification} />}
        {error && <span className="text-danger">{error}</span>}
        {!verification && !error && rows !== undefined && `Reading, ${count(rows)} so far …`}
      </div>
    </div>
  );
}

function Outcome({ whole, rows, breaks }: Verification) {
  const Icon = whole ? ShieldCheck : ShieldAlert;
  return (
    <>
      <p className={cn('flex items-center gap-1.5', !whole && 'font-medium text-danger')}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {whole
          ? `Whole: ${count(rows)}, each with the hash of the one before.`
          : `Not as it was written: ${breaks.length} ${breaks.length === 1 ? 'break' : 'breaks'} in ${count(rows)}.`}
      </p>
      {breaks.slice(0, 5).map(({ chain, seq, message }) => (
        <p key={`${chain} ${seq} ${message}`}>
          Chain {chain}: {message}
        </p>
      ))}
    </>
  );
}
