import { Fact, Facts, Overlay, Overlays, Panel, Tile, Tiles } from '../parts/blocks';
import { Button, Field, Fields, Filter, Row, Status } from '../parts/controls';
import { List, row } from '../parts/list';
import { Gate } from '../place';
import type { Draw, SketchesOf } from '../sketch';

type Names =
  | 'financial_account'
  | 'financial_account_transactions'
  | 'issuing_card'
  | 'issuing_cards_list';
type Cards = 'issuing_card' | 'issuing_cards_list';

/** A card of no brand: a shape, a name and four digits. */
function CardFace() {
  return (
    <div
      aria-hidden
      className="flex aspect-[8/5] w-full max-w-60 flex-col justify-between rounded-lg border border-line-strong bg-sunken p-3 text-sm text-ink-2"
    >
      <span className="flex items-center justify-between">
        Sample card
        <span className="h-5 w-7 rounded border border-line-strong" />
      </span>
      <span className="font-mono">•••• •••• •••• 0042</span>
      <span className="flex justify-between">
        <span>ROBIN SAMPLE</span>
        <span className="font-mono">12/31</span>
      </span>
    </div>
  );
}

function spendControls(draw: Draw<Cards>) {
  const { has, money } = draw;
  const readOnly = !has('spend_control_management');
  return (
    <Panel
      title="Spend controls (own tab)"
      aside={
        <Gate draw={draw} feature="spend_control_management" what="Edit limits">
          <Button>Edit limits</Button>
        </Gate>
      }
    >
      <Fields>
        <Field label="Per month" readOnly={readOnly}>
          {money(1500)}
        </Field>
        <Field label="Allowed categories" readOnly={readOnly} menu>
          Office supplies, travel
        </Field>
      </Fields>
    </Panel>
  );
}

/** One card with everything that can be done with it; the list opens the same from a row. */
function cardView(draw: Draw<Cards>) {
  const { money, label } = draw;
  return (
    <>
      <div className="grid items-start gap-4 @min-[560px]:grid-cols-[240px_minmax(0,1fr)]">
        <CardFace />
        <div className="min-w-0 space-y-3">
          <Facts>
            <Fact label="Status">
              <Status>Active</Status>
            </Fact>
            <Fact label="Kind">Virtual</Fact>
            <Fact label="Spent">{money(318.2)} this month</Fact>
          </Facts>
          <Row>
            <Button>Show numbers</Button>
            <Gate draw={draw} feature="card_management" what="Freeze card">
              <Button>Freeze card</Button>
            </Gate>
            <Gate draw={draw} feature="card_management" what="Cancel card">
              <Button>Cancel card</Button>
            </Gate>
          </Row>
        </div>
      </div>
      <Panel
        title="Cardholder"
        aside={
          <Gate draw={draw} feature="cardholder_management" what="Edit cardholder">
            <Button>Edit cardholder</Button>
          </Gate>
        }
      >
        <Facts>
          <Fact label="Name">Robin Sample</Fact>
          <Fact label="Email">robin@merchant.example</Fact>
        </Facts>
      </Panel>
      {spendControls(draw)}
      <List
        label={label('Purchases with the card')}
        columns={['Amount', 'Where', 'Date', '']}
        roomy={['Date']}
        rows={[
          row(
            '1',
            money(54.9),
            'Example Stationery',
            '11 Nov',
            <Gate draw={draw} feature="card_spend_dispute_management" what="Dispute">
              <Button>Dispute</Button>
            </Gate>,
          ),
          row('2', money(18), 'Sample Trains', '9 Nov'),
        ]}
      />
    </>
  );
}

/** How the components about issued cards and financial accounts are drawn. */
export const issuingAndTreasury: SketchesOf<Names> = {
  financial_account: {
    inferred:
      'Areas and labels, and which feature brings which part of “Move money”. With neither, there is no such button.',
    draw: (draw) => (
      <>
        <Tiles>
          <Tile label="Balance">{draw.money(12480)}</Tile>
          <Tile label="On its way in">{draw.money(640)}</Tile>
        </Tiles>
        <Row>
          <Gate draw={draw} feature="send_money" what="Move money: pay others">
            <Button kind="main">Move money: pay others</Button>
          </Gate>
          <Gate draw={draw} feature="transfer_balance" what="Move money: between own accounts">
            <Button>Move money: between own accounts</Button>
          </Gate>
        </Row>
        <Panel title="Account details">
          <Facts>
            <Fact label="Routing">000000000</Fact>
            <Fact label="Account">·· 2468</Fact>
          </Facts>
        </Panel>
        <Gate
          draw={draw}
          feature="external_account_collection"
          what="Linked bank account"
          shape="block"
        >
          <Panel title="Linked bank account" aside={<Button>Change</Button>}>
            <p className="text-ink-2">Sample Bank ·· 6789</p>
          </Panel>
        </Gate>
      </>
    ),
  },
  financial_account_transactions: {
    inferred: 'Columns and filters, and the look of a dispute.',
    draw: (draw) => (
      <>
        <Row>
          <Filter>Date</Filter>
          <Filter>Kind</Filter>
          <Filter>Status</Filter>
        </Row>
        <List
          label={draw.label('Transactions of the financial account')}
          columns={['Amount', 'Kind', 'With', 'Date']}
          roomy={['Kind']}
          rows={[
            row('1', draw.money(-54.9), 'Card purchase', 'Example Stationery', '11 Nov'),
            row('2', draw.money(812.4), 'Payout received', 'Payments balance', '10 Nov'),
            row('3', draw.money(-300), 'Transfer', 'Sample Landlord', '3 Nov'),
          ]}
        />
        <Overlays title="A row opens its transaction">
          <Overlay
            title={draw.money(-54.9)}
            status="Posted"
            actions={
              <Gate draw={draw} feature="card_spend_dispute_management" what="Dispute purchase">
                <Button>Dispute purchase</Button>
              </Gate>
            }
          >
            <Facts>
              <Fact label="Where">Example Stationery</Fact>
              <Fact label="Card">Sample card ·· 0042</Fact>
            </Facts>
          </Overlay>
        </Overlays>
      </>
    ),
  },
  issuing_card: {
    inferred:
      'The look of a dispute, and what exactly cardholder management brings. Spend controls show only if your page asks for them, numbers only with a valid key.',
    draw: (draw) => (
      <>
        <Row>
          <Filter>Sample card ·· 0042</Filter>
        </Row>
        {cardView(draw)}
      </>
    ),
  },
  issuing_cards_list: {
    inferred:
      'Columns, the look of a dispute, and what exactly cardholder management brings. Spend controls show only if your page asks for them.',
    draw: (draw) => (
      <>
        <Row
          end={
            <>
              <Gate draw={draw} feature="cardholder_management" what="Add cardholder">
                <Button>Add cardholder</Button>
              </Gate>
              <Gate draw={draw} feature="card_management" what="Create card">
                <Button kind="main">Create card</Button>
              </Gate>
            </>
          }
        >
          <Filter>Cardholder</Filter>
          <Filter>Created</Filter>
          <Filter>Kind</Filter>
        </Row>
        <List
          label={draw.label('Cards list')}
          columns={['Card', 'Cardholder', 'Kind', 'Status']}
          rows={[
            row('1', '·· 0042', 'Robin Sample', 'Virtual', <Status>Active</Status>),
            row('2', '·· 1188', 'Kim Example', 'Physical', <Status>Inactive</Status>),
            row('3', '·· 7301', 'Sam Specimen', 'Virtual', <Status>Frozen</Status>),
          ]}
        />
        <p className="text-sm text-ink-3">A row opens its card</p>
        <div className="space-y-4 rounded-lg border border-line-strong p-3">{cardView(draw)}</div>
      </>
    ),
  },
};
