import { countryName } from '@/lib/domain/words/country-name';
import { Panel, Remark } from '../parts/blocks';
import { Button, Field, Fields, Row, Status } from '../parts/controls';
import { List, row } from '../parts/list';
import type { SketchesOf } from '../sketch';

/** How the components about tax are drawn. */
export const tax: SketchesOf<'tax_settings' | 'tax_registrations'> = {
  tax_settings: {
    inferred: 'Labels and order. The tax code can be hidden by your own page.',
    draw: ({ merchant }) => (
      <>
        <Panel title="Head office" aside={<Status>Active</Status>}>
          <Fields>
            <Field label="Street">1 Sample Street</Field>
            <Field label="City">Exampleton</Field>
            <Field label="Postal code">00042</Field>
            <Field label="Country" menu>
              {countryName(merchant.traits.country ?? 'US')}
            </Field>
          </Fields>
        </Panel>
        <Panel title="What you usually sell">
          <Field label="Preset product tax code" menu>
            General: physical goods
          </Field>
        </Panel>
        <Row>
          <Button kind="main">Save</Button>
        </Row>
      </>
    ),
  },
  tax_registrations: {
    inferred: 'Columns and labels. Registrations start and end at once.',
    draw: ({ beside, label }) => (
      <>
        {!beside('tax_settings') && (
          <Remark>
            Tax registrations need Tax settings in the same dashboard, which this merchant does not
            have: it cannot be used as it is.
          </Remark>
        )}
        <Row end={<Button kind="main">Add registration</Button>} />
        <List
          label={label('Tax registrations')}
          columns={['Where', 'Since', 'Status', '']}
          roomy={['Since']}
          rows={[
            row('1', 'Exampleland', '1 Mar', <Status>Collecting</Status>, <Button>End</Button>),
            row(
              '2',
              'Province of Sample',
              '1 Jul',
              <Status>Collecting</Status>,
              <Button>End</Button>,
            ),
            row('3', 'Old Exampleton', '–', <Status>Ended</Status>),
          ]}
        />
      </>
    ),
  },
};
