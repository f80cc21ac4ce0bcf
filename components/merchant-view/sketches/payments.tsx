import { Fact, Facts, Overlay, Overlays, OwnPage } from '../parts/blocks';
import { Button, Filter, Row, Status, Switch } from '../parts/controls';
import { List, row, rowAt } from '../parts/list';
import { Gate } from '../place';
import type { Draw, SketchesOf } from '../sketch';
import {
  CARD,
  capture,
  chargeFilters,
  destinationOverlay,
  disputeActions,
  disputedOverlay,
  paidOverlay,
  refund,
  uncapturedOverlay,
} from './charges';

type Names =
  | 'payments'
  | 'payment_details'
  | 'payment_disputes'
  | 'disputes_list'
  | 'payment_method_settings';

const OBO = 'destination_on_behalf_of_charge_management';

function paymentRows(draw: Draw<'payments'>) {
  const { has, money } = draw;
  const full = has(OBO);
  return [
    row('1', money(128), <Status>Successful</Status>, CARD, 'Robin Sample', '12 Nov'),
    row('2', money(64.5), <Status>Uncaptured</Status>, CARD, 'Kim Example', '12 Nov'),
    row('3', money(89), <Status>Disputed</Status>, CARD, 'Sam Specimen', '10 Nov'),
    row('4', money(42), <Status>Partly refunded</Status>, 'Bank debit', 'Ellis Muster', '9 Nov'),
    row(
      '5',
      money(full ? 210 : 189),
      <Status>{full ? 'Successful' : 'Transfer'}</Status>,
      <Gate draw={draw} feature={OBO} what="Method" shape="text">
        {CARD}
      </Gate>,
      <Gate draw={draw} feature={OBO} what="Customer" shape="text">
        Toni Placeholder
      </Gate>,
      '8 Nov',
    ),
  ];
}

const METHODS = [
  ['Cards', 'Credit and debit cards', true],
  ['Apple Pay', 'Wallet', true],
  ['Google Pay', 'Wallet', true],
  ['Klarna', 'Pay later', false],
  ['iDEAL', 'Bank redirect', false],
  ['ACH Direct Debit', 'Bank debit', false],
] as const;

/** How the components about payments and disputes are drawn. */
export const payments: SketchesOf<Names> = {
  payments: {
    inferred:
      'Columns and button labels. Smart Disputes is documented as a possibility, its look is not. With on-behalf-of charges, exports have fewer columns.',
    draw: (draw) => (
      <>
        <Row end={<Button>Export</Button>}>
          <Filter>Date</Filter>
          <Filter>Amount</Filter>
          {chargeFilters(draw, ['Status', 'Method'])}
        </Row>
        <List
          label={draw.label('Payments list')}
          columns={['Amount', 'Status', 'Method', 'Customer', 'Date']}
          roomy={['Method', 'Date']}
          rows={paymentRows(draw)}
        />
        <Overlays title="A row opens its payment, one at a time">
          {paidOverlay(draw)}
          {uncapturedOverlay(draw)}
          {disputedOverlay(draw)}
          {destinationOverlay(draw)}
        </Overlays>
      </>
    ),
  },
  payment_details: {
    inferred: 'Labels and the order of the facts. The look of Smart Disputes is not documented.',
    good: 'It opens over a page of your own, for the payment that you name; without one there is nothing.',
    draw: (draw) => (
      <OwnPage title="Your own page, for example an order">
        <Overlays title="Over it, the payment, by its state">
          {paidOverlay(draw)}
          {uncapturedOverlay(draw)}
          {disputedOverlay(draw)}
          {destinationOverlay(draw)}
        </Overlays>
      </OwnPage>
    ),
  },
  payment_disputes: {
    inferred: 'Button labels, and that a refund settles an inquiry.',
    good: 'It shows nothing for a payment without disputes.',
    draw: (draw) => {
      const { money } = draw;
      return (
        <>
          <OwnPage title="Your own page about a payment">
            <Overlay
              inline
              title={money(89)}
              status="Needs an answer"
              actions={
                <>
                  {disputeActions(draw)}
                  {refund(draw)}
                </>
              }
            >
              <Facts>
                <Fact label="Reason">Product not received</Fact>
                <Fact label="Created">10 Nov</Fact>
              </Facts>
            </Overlay>
          </OwnPage>
          <OwnPage title="Your own page about a destination charge on the merchant’s behalf">
            <Gate draw={draw} feature={OBO} what="The dispute of this charge" shape="block">
              <Overlay inline title={money(210)} status="Won">
                <Facts>
                  <Fact label="Reason">Duplicate</Fact>
                  <Fact label="Created">2 Nov</Fact>
                </Facts>
              </Overlay>
            </Gate>
          </OwnPage>
        </>
      );
    },
  },
  disputes_list: {
    inferred: 'Filters, columns and labels. The look of Smart Disputes is not documented.',
    draw: (draw) => (
      <>
        <Row end={<Button>Export</Button>}>
          <Filter>Date</Filter>
          <Filter>Reason</Filter>
          {chargeFilters(draw, ['Status'])}
        </Row>
        <List
          label={draw.label('Disputes list')}
          columns={['Amount', 'Status', 'Reason', 'Customer', 'Answer by']}
          roomy={['Customer', 'Answer by']}
          rows={[
            row(
              '1',
              draw.money(89),
              <Status>Needs an answer</Status>,
              'Product not received',
              'Sam Specimen',
              '24 Nov',
            ),
            row('2', draw.money(35), <Status>Under review</Status>, 'Fraudulent', 'Lou Test', '–'),
            rowAt(
              draw.place(OBO, 'A dispute of a destination charge'),
              '3',
              draw.money(210),
              <Status>Won</Status>,
              'Duplicate',
              'Toni Placeholder',
              '–',
            ),
          ]}
        />
        <Overlays title="A row opens the dispute and the payment behind it">
          {disputedOverlay(draw)}
          <Overlay
            title={draw.money(89)}
            status="The payment"
            actions={
              <>
                {refund(draw)}
                {capture(draw)}
              </>
            }
          >
            <Facts>
              <Fact label="Method">{CARD}</Fact>
              <Fact label="Paid">4 Nov</Fact>
            </Facts>
            <p className="text-sm text-ink-3">
              Capture and cancel stand here only while the payment is uncaptured.
            </p>
          </Overlay>
        </Overlays>
      </>
    ),
  },
  payment_method_settings: {
    inferred: 'The grouping and the labels. A method that the platform blocks is not listed.',
    draw: ({ label }) => (
      <List
        label={label('Payment methods')}
        columns={['Method', 'Kind', 'At checkout']}
        roomy={['Kind']}
        rows={METHODS.map(([name, kind, on]) => row(name, name, kind, <Switch on={on} />))}
      />
    ),
  },
};
