import { Circle, CircleCheck, CircleDot, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { countryName } from '@/lib/domain/words/country-name';
import { Blank, Fact, Facts, Panel } from '../parts/blocks';
import { Button, Field, Fields, Row, Status } from '../parts/controls';
import { List, row } from '../parts/list';
import { Gate } from '../place';
import type { SketchesOf } from '../sketch';

type Names = 'account_onboarding' | 'account_management' | 'notification_banner' | 'documents';

const STEP = { done: CircleCheck, now: CircleDot, next: Circle };

function Step({ state, children }: { state: keyof typeof STEP; children: ReactNode }) {
  const Icon = STEP[state];
  return (
    <span className="flex min-h-7 items-center gap-2">
      <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className={state === 'now' ? 'font-medium' : 'text-ink-2'}>{children}</span>
      {state !== 'next' && <span className="sr-only"> ({state === 'now' ? 'open' : 'done'})</span>}
    </span>
  );
}

function Task({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border px-3 py-2">
      <div className="flex min-w-0 gap-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          <p className="text-ink-2">{children}</p>
        </div>
      </div>
      <Button kind="main">Update</Button>
    </div>
  );
}

/** How the components about the merchant's own data are drawn. */
export const account: SketchesOf<Names> = {
  account_onboarding: {
    inferred: 'The order and names of the steps; which there are depends on country and business.',
    draw: (draw) => (
      <>
        <div className="grid gap-6 @min-[560px]:grid-cols-[200px_minmax(0,1fr)]">
          <div className="flex flex-col items-start gap-1">
            <Step state="done">Business type</Step>
            <Step state="now">Person in charge</Step>
            <Step state="next">Identity documents</Step>
            <Gate
              draw={draw}
              feature="external_account_collection"
              what="Bank account"
              shape="text"
            >
              <Step state="next">Bank account</Step>
            </Gate>
            <Step state="next">Review and accept</Step>
          </div>
          <div className="space-y-4">
            <p className="text-md font-semibold">Who is in charge of the business?</p>
            <Fields>
              <Field label="First name">Robin</Field>
              <Field label="Last name">Sample</Field>
              <Field label="Date of birth">1 January 1990</Field>
              <Field label="Country" menu>
                {countryName(draw.merchant.traits.country ?? 'US')}
              </Field>
            </Fields>
            <Row>
              <Button kind="main">Continue</Button>
            </Row>
          </div>
        </div>
        <p className="border-t pt-3 text-sm text-ink-3">Terms · Privacy</p>
      </>
    ),
  },
  account_management: {
    inferred: 'How the sections are divided; fields vary by country, business and capabilities.',
    good: 'It renders only once the merchant has submitted its details.',
    draw: (draw) =>
      draw.merchant.traits.detailsSubmitted ? (
        <>
          <Panel title="Business" aside={<Button>Edit</Button>}>
            <Facts>
              <Fact label="Name">{draw.merchant.name}</Fact>
              <Fact label="Person">Robin Sample</Fact>
              <Fact label="Address">1 Sample Street, Exampleton</Fact>
            </Facts>
          </Panel>
          <Panel title="Public details" aside={<Button>Edit</Button>}>
            <Facts>
              <Fact label="Support">help@merchant.example</Fact>
              <Fact label="Statement">SAMPLE MERCHANT</Fact>
            </Facts>
          </Panel>
          <Gate
            draw={draw}
            feature="external_account_collection"
            what="Bank accounts for payouts"
            shape="block"
          >
            <Panel title="Bank accounts for payouts" aside={<Button>Add</Button>}>
              <Row end={<Button>Edit</Button>}>
                <span className="text-ink-2">Sample Bank ·· 6789</span>
                <Status>Default</Status>
              </Row>
            </Panel>
          </Gate>
        </>
      ) : (
        <Blank>
          Nothing renders here before this merchant has submitted its details: it has to finish
          onboarding first.
        </Blank>
      ),
  },
  notification_banner: {
    inferred: 'The wording and the two tasks, which are samples.',
    good: 'It shows nothing while nothing is due, which is the usual case.',
    draw: (draw) =>
      draw.merchant.traits.detailsSubmitted ? (
        <>
          <Task title="Confirm an address">
            The business address could not be verified. Update it by 30 Nov.
          </Task>
          <Gate
            draw={draw}
            feature="external_account_collection"
            what="Task: add a bank account"
            shape="block"
          >
            <Task title="Add a bank account">Payouts are paused until there is one.</Task>
          </Gate>
        </>
      ) : (
        <Blank>
          Nothing renders here before this merchant has submitted its details, even if something is
          due.
        </Blank>
      ),
  },
  documents: {
    inferred: 'Columns and names.',
    draw: ({ label }) => (
      <List
        label={label('Documents')}
        columns={['Document', 'Period', 'Issued', '']}
        roomy={['Issued']}
        rows={['October', 'September', 'August'].map((month, index) =>
          row(
            month,
            'Tax invoice for fees',
            month,
            `1 ${['Nov', 'Oct', 'Sep'][index]}`,
            <Button>Download</Button>,
          ),
        )}
      />
    ),
  },
};
