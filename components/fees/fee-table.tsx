'use client';

import type { FeeView } from '@/lib/domain/fees/views';
import { moneyWord } from '@/lib/domain/money';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { MonoId } from '../ui/mono-id';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { FEE_STATE_WORDS } from './words';

/** Columns that a narrow screen has no room for: what they say stands below the amount there. */
const WIDE = 'hidden md:table-cell';

/** Fees, the newest first, each with a button that opens it. */
export function FeeTable({
  fees,
  refundable,
  onOpen,
}: {
  fees: readonly FeeView[];
  refundable: boolean;
  onOpen: (fee: FeeView) => void;
}) {
  return (
    <Table label="Application fees">
      <thead>
        <tr>
          <Th className={WIDE}>Date</Th>
          <Th className="md:text-right">Amount</Th>
          <Th className={cn(WIDE, 'text-right')}>Refunded</Th>
          <Th>State</Th>
          <Th className={cn(WIDE, 'w-full')}>Charge</Th>
          <Th>
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {fees.map((fee) => (
          <Row key={fee.id} fee={fee} refundable={refundable} onOpen={() => onOpen(fee)} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  fee,
  refundable,
  onOpen,
}: {
  fee: FeeView;
  refundable: boolean;
  onOpen: () => void;
}) {
  const amount = moneyWord(fee.amount, fee.currency);
  const refunds = refundable && fee.left > 0 && !fee.open;
  const refunded = fee.amountRefunded > 0 && moneyWord(fee.amountRefunded, fee.currency);
  return (
    <tr className="hover:bg-sunken/60">
      <Td className={cn(WIDE, 'text-ink-2')}>
        <Time at={fee.createdAt} />
      </Td>
      <Td className="whitespace-nowrap tabular-nums md:text-right">
        <span className="font-medium">{amount}</span>
        <span className="block text-sm text-ink-3 md:hidden">
          <Time at={fee.createdAt} />
        </span>
      </Td>
      <Td className={cn(WIDE, 'text-right whitespace-nowrap tabular-nums')}>
        {refunded || (
          <>
            <span aria-hidden className="text-ink-3">
              –
            </span>
            <span className="sr-only">nothing</span>
          </>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <State fee={fee} />
        {refunded && (
          <span className="block text-sm text-ink-3 tabular-nums md:hidden">{refunded}</span>
        )}
      </Td>
      <Td className={WIDE}>
        {fee.charge && <MonoId id={fee.charge} what="charge id" className="max-w-full" />}
      </Td>
      <Td className="text-right">
        <Button
          size="sm"
          variant="ghost"
          aria-haspopup="dialog"
          aria-label={`${refunds ? 'Refund' : 'Details of'} the fee of ${amount}`}
          onClick={onOpen}
        >
          {refunds ? 'Refund…' : 'Details'}
        </Button>
      </Td>
    </tr>
  );
}

function State({ fee: { state, open } }: { fee: FeeView }) {
  if (open) return <Badge tone="limit">Refund under way</Badge>;
  const { word, tone } = FEE_STATE_WORDS[state];
  return <Badge tone={tone}>{word}</Badge>;
}
