import { stripeBearsLosses } from '@/lib/domain/traits';
import { Fact, Facts, Overlay, Overlays, OwnPage, Panel, Tile, Tiles } from '../parts/blocks';
import { Button, Filter, Row, Status } from '../parts/controls';
import { List, row } from '../parts/list';
import { Gate } from '../place';
import type { Draw, SketchesOf } from '../sketch';

type Names =
  | 'balances'
  | 'payouts'
  | 'payouts_list'
  | 'payout_details'
  | 'instant_payouts_promotion';

const BANK = 'Sample Bank ·· 6789';

const SCHEDULES: Readonly<Record<string, string>> = {
  manual: 'By hand: money stays here until it is paid out',
  daily: 'Every day, automatically',
  weekly: 'Every week, automatically',
  monthly: 'Every month, automatically',
};

function payoutActions(draw: Draw<'balances' | 'payouts'>, manual: boolean) {
  const { merchant } = draw;
  return (
    <Row end={stripeBearsLosses(merchant.traits) && <Button>Top up</Button>}>
      <Gate draw={draw} feature="standard_payouts" what="Pay out">
        <Button kind={manual ? 'main' : 'idle'}>Pay out</Button>
        {!manual && <span className="text-sm text-ink-3">works with a manual schedule only</span>}
      </Gate>
      <Gate draw={draw} feature="instant_payouts" what="Instant payout">
        <Button>Instant payout</Button>
      </Gate>
    </Row>
  );
}

/** The balance with its schedule and its actions; `payouts` shows the same above its list. */
function balance(draw: Draw<'balances' | 'payouts'>) {
  const { money, label, merchant } = draw;
  const interval = merchant.traits.payoutInterval;
  const manual = interval === 'manual';
  return (
    <>
      <Tiles>
        <Tile label="Total balance">{money(4210.5)}</Tile>
        <Tile label="Available">{money(2880)}</Tile>
        <Tile label="Available soon">{money(1330.5)}</Tile>
      </Tiles>
      {payoutActions(draw, manual)}
      <Panel
        title="Payout schedule"
        aside={
          <Gate draw={draw} feature="edit_payout_schedule" what="Edit schedule">
            <Button>Edit schedule</Button>
          </Gate>
        }
      >
        <p className="text-ink-2">{SCHEDULES[interval ?? ''] ?? 'Automatically'}</p>
      </Panel>
      <Gate draw={draw} feature="external_account_collection" what="Bank account" shape="block">
        <Panel title="Bank account" aside={<Button>Change</Button>}>
          <p className="text-ink-2">{BANK}</p>
        </Panel>
      </Gate>
      {!manual && (
        <List
          label={label('Upcoming payouts')}
          columns={['Upcoming payout', 'Arrives']}
          rows={[row('1', money(640), '15 Nov'), row('2', money(690.5), '18 Nov')]}
        />
      )}
    </>
  );
}

function payoutTable({ money, label }: Draw<'payouts' | 'payouts_list'>) {
  return (
    <>
      <Row>
        <Filter>Date</Filter>
        <Filter>Status</Filter>
      </Row>
      <List
        label={label('Payouts list')}
        columns={['Amount', 'Status', 'To', 'Arrives']}
        roomy={['To']}
        rows={[
          row('1', money(812.4), <Status>On the way</Status>, BANK, '14 Nov'),
          row('2', money(1204), <Status>Paid</Status>, BANK, '7 Nov'),
          row('3', money(388.15), <Status>Paid</Status>, BANK, '31 Oct'),
          row('4', money(95), <Status>Failed</Status>, BANK, '24 Oct'),
        ]}
      />
    </>
  );
}

function payoutOverlay({ money, label }: Draw<'payouts' | 'payout_details'>) {
  return (
    <Overlay title={money(1204)} status="Paid">
      <Facts>
        <Fact label="To">{BANK}</Fact>
        <Fact label="Started">5 Nov</Fact>
        <Fact label="Arrived">7 Nov</Fact>
      </Facts>
      <List
        label={label('Transactions of the payout')}
        columns={['Kind', 'Gross', 'Fee', 'Net']}
        figures={['Gross', 'Fee', 'Net']}
        rows={[
          row('1', 'Payments', money(1310), money(43.2), money(1266.8)),
          row('2', 'Refunds', money(-62.8), money(0), money(-62.8)),
        ]}
      />
    </Overlay>
  );
}

/** How the components about balances and payouts are drawn. */
export const payouts: SketchesOf<Names> = {
  balances: {
    inferred: 'The labels, and that the bank account stands in a section of its own.',
    draw: balance,
  },
  payouts: {
    inferred: 'Labels, columns, and that the bank account stands in a section of its own.',
    draw: (draw) => (
      <>
        {balance(draw)}
        {payoutTable(draw)}
        <Overlays title="A row opens its payout">{payoutOverlay(draw)}</Overlays>
      </>
    ),
  },
  payouts_list: {
    inferred: 'Columns and filters; that the list can be filtered is documented.',
    draw: payoutTable,
  },
  payout_details: {
    inferred: 'Facts and columns.',
    good: 'It opens over a page of your own, for the payout that you name; without one there is nothing.',
    draw: (draw) => (
      <OwnPage title="Your own page, for example a statement">{payoutOverlay(draw)}</OwnPage>
    ),
  },
  instant_payouts_promotion: {
    inferred: 'The wording, which varies, and where the account is changed.',
    good: 'It shows nothing where the account is not eligible or has no funds for it.',
    draw: (draw) => (
      <Gate
        draw={draw}
        feature="instant_payouts"
        what="The offer of an instant payout"
        shape="block"
      >
        <div className="space-y-3 rounded-md border p-4">
          <div>
            <p className="text-lg font-semibold">{draw.money(2880)} can be yours in minutes</p>
            <p className="text-ink-2">Have it paid out now instead of on 15 Nov.</p>
          </div>
          <Row>
            <Button kind="main">Pay out {draw.money(2880)} now</Button>
          </Row>
          <Gate
            draw={draw}
            feature="external_account_collection"
            what="Account it goes to"
            shape="block"
          >
            <Row end={<Button>Change</Button>}>
              <span className="text-ink-2">To: Sample debit card ·· 4321</span>
            </Row>
          </Gate>
        </div>
      </Gate>
    ),
  },
};
