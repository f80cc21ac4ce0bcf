import type { AuditView } from '@/lib/domain/views';
import { Time } from '../ui/time';
import { changeLines, mintFacts } from './audit-lines';
import { plainFacts } from './plain-facts';
import { refundFacts } from './refund-facts';
import { syncedLines } from './synced-lines';

/** The reason of an audited act in one line; it opens to what the act did. No script is needed. */
export function AuditDetails({ entry }: { entry: AuditView }) {
  const lines = changeLines(entry) ?? syncedLines(entry);
  const facts = mintFacts(entry) ?? refundFacts(entry) ?? (lines ? [] : plainFacts(entry));
  const count = lines && `${lines.length} ${lines.length === 1 ? 'difference' : 'differences'}`;
  return (
    <details className="group min-w-0">
      <summary className="cursor-pointer rounded py-0.5 marker:text-ink-3">
        <span>{entry.reason ?? outcomeDetail(entry) ?? 'Details'}</span>
        {count && <span className="ml-2 text-sm whitespace-nowrap text-ink-3">{count}</span>}
      </summary>
      <div className="mt-1.5 mb-1 space-y-1.5 border-l-2 border-line pl-3 text-sm">
        {lines?.map(({ key, what, before, after, until, note }) => (
          <p key={key}>
            <span className="font-medium">{what}</span>
            <span className="text-ink-3">: {before !== null && `${before} → `}</span>
            {after}
            {until && (
              <span className="text-ink-2">
                , until <Time at={until} />
              </span>
            )}
            {until === null && <span className="text-ink-2">, without an end</span>}
            {note && <span className="text-ink-2">, note “{note}”</span>}
          </p>
        ))}
        {facts.map(([name, value]) => (
          <p key={name} className="break-words">
            <span className="text-ink-3">{name}: </span>
            <span className="font-mono">{value}</span>
          </p>
        ))}
        <p className="break-all text-ink-3">
          Request <span className="font-mono">{entry.requestId}</span>
          {entry.changeId && (
            <>
              , change <span className="font-mono">{entry.changeId}</span>
            </>
          )}
        </p>
      </div>
    </details>
  );
}

function outcomeDetail({ outcome }: AuditView): string | null {
  return outcome?.code ? `Code ${outcome.code}` : null;
}
