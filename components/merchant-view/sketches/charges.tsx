import { Fact, Facts, Overlay } from '../parts/blocks';
import { Button, Filter } from '../parts/controls';
import { Gate } from '../place';
import type { Draw } from '../sketch';

/** Components that show a payment with everything that can be done with it. */
export type Charges = 'payments' | 'payment_details' | 'disputes_list';
/** Components that show disputes. */
export type Disputes = Charges | 'payment_disputes';

export const CARD = 'Card ·· 0042';

/** What can be done with a dispute: answered, accepted, or left to Stripe to answer. */
export function disputeActions(draw: Draw<Disputes>) {
  return (
    <>
      <Gate draw={draw} feature="dispute_management" what="Submit evidence">
        <Button kind="main">Submit evidence</Button>
      </Gate>
      <Gate draw={draw} feature="dispute_management" what="Accept dispute">
        <Button>Accept dispute</Button>
      </Gate>
      <Gate draw={draw} feature="smart_disputes_management" what="Submit with Smart Disputes">
        <Button>Submit with Smart Disputes</Button>
      </Gate>
    </>
  );
}

export function refund(draw: Draw<Disputes>) {
  return (
    <Gate draw={draw} feature="refund_management" what="Refund">
      <Button>Refund</Button>
    </Gate>
  );
}

export function capture(draw: Draw<Charges>) {
  return (
    <>
      <Gate draw={draw} feature="capture_payments" what="Capture">
        <Button kind="main">Capture</Button>
      </Gate>
      <Gate draw={draw} feature="capture_payments" what="Cancel payment">
        <Button>Cancel payment</Button>
      </Gate>
    </>
  );
}

/** Filters that full destination charges cost: Stripe offers them only without. */
export function chargeFilters(draw: Draw<Charges>, names: readonly string[]) {
  return names.map((name) => (
    <Gate
      draw={draw}
      key={name}
      feature="destination_on_behalf_of_charge_management"
      when="off"
      what={`${name} filter`}
    >
      <Filter>{name}</Filter>
    </Gate>
  ));
}

/** A payment that went through. */
export function paidOverlay(draw: Draw<Charges>) {
  return (
    <Overlay title={draw.money(128)} status="Successful" actions={refund(draw)}>
      <Facts>
        <Fact label="Customer">Robin Sample</Fact>
        <Fact label="Method">{CARD}</Fact>
        <Fact label="Fee">{draw.money(4.02)}</Fact>
        <Fact label="Net">{draw.money(123.98)}</Fact>
      </Facts>
    </Overlay>
  );
}

/** A payment that is authorized and not yet captured. */
export function uncapturedOverlay(draw: Draw<Charges>) {
  return (
    <Overlay title={draw.money(64.5)} status="Uncaptured" actions={capture(draw)}>
      <Facts>
        <Fact label="Customer">Kim Example</Fact>
        <Fact label="Method">{CARD}</Fact>
        <Fact label="Capture by">19 Nov</Fact>
      </Facts>
    </Overlay>
  );
}

/** A payment that its buyer disputes. */
export function disputedOverlay(draw: Draw<Charges>) {
  return (
    <Overlay title={draw.money(89)} status="Disputed" actions={disputeActions(draw)}>
      <Facts>
        <Fact label="Customer">Sam Specimen</Fact>
        <Fact label="Reason">Product not received</Fact>
        <Fact label="Disputed">{draw.money(89)}, 10 Nov</Fact>
        <Fact label="Answer by">24 Nov</Fact>
      </Facts>
    </Overlay>
  );
}

/** A destination charge on the merchant's behalf: in full, or no more than its transfer. */
export function destinationOverlay(draw: Draw<Charges>) {
  const { has, money } = draw;
  const full = has('destination_on_behalf_of_charge_management');
  return (
    <Overlay
      title={money(full ? 210 : 189)}
      status={full ? 'Successful' : 'Transfer'}
      actions={full && refund(draw)}
    >
      <Facts>
        <Fact label="Kind">{full ? 'Payment on your behalf' : 'Transfer from the platform'}</Fact>
        <Fact label="Transfer">{money(189)}</Fact>
      </Facts>
      <Gate
        draw={draw}
        feature="destination_on_behalf_of_charge_management"
        what="Customer, method and amounts"
        shape="block"
      >
        <Facts>
          <Fact label="Customer">Toni Placeholder</Fact>
          <Fact label="Method">{CARD}</Fact>
          <Fact label="Amount">{money(210)}</Fact>
          <Fact label="Platform fee">{money(21)}</Fact>
        </Facts>
      </Gate>
    </Overlay>
  );
}
