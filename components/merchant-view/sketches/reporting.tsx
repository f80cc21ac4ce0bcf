import type { ReactNode } from 'react';
import { Panel, Tile, Tiles } from '../parts/blocks';
import { Button, Filter, Row } from '../parts/controls';
import { List, row } from '../parts/list';
import type { SketchesOf } from '../sketch';

type Names = 'balance_report' | 'payout_reconciliation_report' | 'reporting_chart';

/** A report with the choices above it and its downloads. */
function Report({ filters, children }: { filters: readonly string[]; children: ReactNode }) {
  return (
    <>
      <Row end={<Button>Download CSV</Button>}>
        {filters.map((filter) => (
          <Filter key={filter}>{filter}</Filter>
        ))}
      </Row>
      {children}
    </>
  );
}

/** Sample volumes of fourteen days, as heights in a drawing of 100. */
const VOLUMES = [32, 41, 38, 52, 47, 30, 28, 44, 58, 61, 55, 72, 49, 80];

function Chart() {
  const step = 600 / (VOLUMES.length - 1);
  const line = VOLUMES.map((value, index) => `${Math.round(index * step)},${110 - value}`).join(
    ' ',
  );
  return (
    <svg
      viewBox="0 0 600 120"
      role="img"
      aria-label="Sample volumes of two weeks"
      className="w-full"
    >
      {[10, 60, 110].map((y) => (
        <line key={y} x1="0" x2="600" y1={y} y2={y} className="stroke-line" />
      ))}
      <polyline
        points={line}
        fill="none"
        strokeWidth="2"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-ink-2"
      />
    </svg>
  );
}

/** How the reports are drawn. */
export const reporting: SketchesOf<Names> = {
  balance_report: {
    inferred: 'Layout and labels; the three parts and their figures are documented.',
    draw: ({ money, label }) => (
      <Report filters={['1 Oct to 31 Oct', 'Currency', 'Time zone', 'Summarized']}>
        <Tiles>
          <Tile label="Start">{money(1890)}</Tile>
          <Tile label="Activity">{money(4720.5)}</Tile>
          <Tile label="Payouts">{money(-2400)}</Tile>
          <Tile label="End">{money(4210.5)}</Tile>
        </Tiles>
        <List
          label={label('Change from activity')}
          columns={['Change from activity', 'Gross', 'Fee', 'Net']}
          figures={['Gross', 'Fee', 'Net']}
          rows={[
            row('1', 'Charges', money(5280), money(-168.5), money(5111.5)),
            row('2', 'Refunds', money(-302), money(0), money(-302)),
            row('3', 'Disputes', money(-89), money(0), money(-89)),
          ]}
        />
        <List
          label={label('Payouts of the period')}
          columns={['Payouts', 'Count', 'Amount']}
          figures={['Count', 'Amount']}
          rows={[row('1', 'To the bank', '3', money(-2400))]}
        />
      </Report>
    ),
  },
  payout_reconciliation_report: {
    inferred: 'Layout and labels; the three parts are documented.',
    good: 'It shows nothing for a merchant without automatic payouts.',
    draw: ({ money, label }) => (
      <Report filters={['1 Oct to 31 Oct', 'Currency']}>
        <Tiles>
          <Tile label="Start">{money(1890)}</Tile>
          <Tile label="Paid out">{money(-2400)}</Tile>
          <Tile label="End">{money(4210.5)}</Tile>
        </Tiles>
        <List
          label={label('Payout reconciliation')}
          columns={['In the payouts', 'Count', 'Net']}
          figures={['Count', 'Net']}
          rows={[row('1', 'Charges', '61', money(2611.5)), row('2', 'Refunds', '4', money(-211.5))]}
        />
        <List
          label={label('Ending balance')}
          columns={['Not yet paid out', 'Count', 'Net']}
          figures={['Count', 'Net']}
          rows={[row('1', 'Charges', '48', money(4210.5))]}
        />
      </Report>
    ),
  },
  reporting_chart: {
    inferred: 'The kind of chart, and what it shows without data.',
    draw: ({ money }) => (
      <Panel title="Gross volume" aside={<Filter>Last two weeks</Filter>}>
        <p className="text-xl font-semibold tabular-nums">{money(6870)}</p>
        <Chart />
      </Panel>
    ),
  },
};
