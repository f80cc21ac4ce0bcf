import { Fact, Facts, Overlay, Overlays, Panel } from '../parts/blocks';
import { Button, Filter, Row, Status } from '../parts/controls';
import { List, row } from '../parts/list';
import type { SketchesOf } from '../sketch';

/** Products of no maker: a name, a price, and a shape to tell them apart. */
const PRODUCTS = [
  ['Counter reader', 249, 'h-12 w-16 rounded-md'],
  ['Pocket reader', 59, 'h-10 w-7 rounded-md'],
  ['Reader dock', 39, 'h-5 w-14 rounded'],
  ['Receipt rolls', 12, 'size-9 rounded-full'],
] as const;

/** How the components about terminal hardware are drawn. */
export const terminal: SketchesOf<'terminal_hardware_orders' | 'terminal_hardware_shop'> = {
  terminal_hardware_orders: {
    inferred: 'Columns and labels. Orders that the platform places itself do not appear.',
    draw: ({ money, label }) => (
      <>
        <Row>
          <Filter>Date</Filter>
          <Filter>Status</Filter>
        </Row>
        <List
          label={label('Hardware orders')}
          columns={['Order', 'Items', 'Total', 'Status']}
          rows={[
            row('1', 'Sample 1003', '2', money(308), <Status>Pending</Status>),
            row('2', 'Sample 1002', '1', money(59), <Status>Shipped</Status>),
            row('3', 'Sample 1001', '4', money(36), <Status>Delivered</Status>),
          ]}
        />
        <Overlays title="A row opens its order">
          <Overlay title="Sample 1003" status="Pending" actions={<Button>Cancel order</Button>}>
            <Facts>
              <Fact label="Items">Counter reader, pocket reader</Fact>
              <Fact label="Ship to">1 Sample Street</Fact>
            </Facts>
          </Overlay>
          <Overlay title="Sample 1002" status="Shipped" actions={<Button>Track</Button>}>
            <Facts>
              <Fact label="Items">Pocket reader</Fact>
              <Fact label="Arrives">16 Nov</Fact>
            </Facts>
          </Overlay>
        </Overlays>
      </>
    ),
  },
  terminal_hardware_shop: {
    inferred: 'Layout; products, details and checkout are documented, their look is not.',
    draw: ({ money }) => (
      <>
        <div className="grid grid-cols-2 gap-3 @min-[760px]:grid-cols-4">
          {PRODUCTS.map(([name, price, shape]) => (
            <div key={name} className="flex min-w-0 flex-col gap-2 rounded-md border p-3">
              <div aria-hidden className="grid h-20 place-items-center rounded bg-sunken">
                <span className={`border border-line-strong bg-surface ${shape}`} />
              </div>
              <div>
                <p className="font-medium">{name}</p>
                <p className="text-ink-2 tabular-nums">{money(price)}</p>
              </div>
              <Row>
                <Button>Add</Button>
              </Row>
            </div>
          ))}
        </div>
        <Panel title="Your order" aside={<Button kind="main">Check out</Button>}>
          <p className="text-ink-2">1 counter reader, {money(249)}</p>
        </Panel>
      </>
    ),
  },
};
