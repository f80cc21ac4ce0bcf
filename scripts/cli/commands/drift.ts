import type { DriftView } from '../../../lib/domain/views';
import { connect } from '../api';
import { EXIT, type Exit } from '../errors';
import { json, type Output, table } from '../output';

const HEAD = ['Cell', 'Predicted', 'Stripe said', 'Times', 'First seen', 'Last seen'];
const ENDED = 'Ended';

const said = (value: boolean | null) => (value === null ? 'nothing' : value ? 'on' : 'off');

const day = (at: string) => at.slice(0, 10);

/** A moment in UTC, to the minute. */
const minute = (at: string) => at.slice(0, 16).replace('T', ' ');

const rowOf = (one: DriftView, past: boolean) => [
  one.cell,
  said(one.predicted),
  said(one.answered),
  one.count.toLocaleString('en'),
  day(one.firstSeen),
  minute(one.lastSeen),
  ...(past ? [one.endedAt ? day(one.endedAt) : 'no'] : []),
];

/** Drift by account, in the order in which accounts first appear. */
function text(output: Output, all: readonly DriftView[], past: boolean): string {
  const accounts = new Map(all.map(({ account }) => [account.id, account.name]));
  return [...accounts]
    .map(([id, name]) => {
      const own = all.filter(({ account }) => account.id === id);
      const rows = own.map((one) => rowOf(one, past));
      const lines = table(output, past ? [...HEAD, ENDED] : HEAD, rows);
      return `${output.paint('bold', name)} ${output.paint('dim', id)}\n${lines}`;
    })
    .join('\n\n');
}

/** `switchyard drift`: where Stripe answered otherwise than was predicted, the latest first. */
export async function drift(
  output: Output,
  { account, past, asJson }: { account?: string; past: boolean; asJson: boolean },
): Promise<Exit> {
  const query = new URLSearchParams({
    limit: '200',
    ...(account !== undefined && { account }),
    ...(past && { past: 'true' }),
  });
  const all: DriftView[] = [];
  for await (const page of connect().pages<DriftView>(`/api/drift?${query}`)) all.push(...page);
  if (asJson) output.out(json(all));
  else if (all.length === 0) output.out('Stripe has answered as predicted.');
  else output.out(text(output, all, past));
  return EXIT.fine;
}
