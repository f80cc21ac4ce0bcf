import { expect, type Locator, type Page, test } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { allAlive } from '../support/alive';
import { authFile } from '../support/demo';
import { setStage } from '../support/story';
import { type Outcome, type Took, timed } from './console-clock';
import { median } from './figures';

const TIMES = 9;
const CELL = 'payments.refund_management';
const BAR = '[aria-label="Edits that are not saved"]';
const SAVED: Outcome = { gone: BAR, message: true };

const rows: string[][] = [];

/** Notes what an act took beside its target; the first time it is done is no part of it. */
function note(act: string, target: string, [, ...took]: readonly Took[]): void {
  const of = (figure: (one: Took) => number, digits: number) => {
    const all = took.map(figure);
    return `${median(all).toFixed(digits)} (at most ${Math.max(...all).toFixed(digits)})`;
  };
  const server = took.some((one) => one.server > 0) ? of((one) => one.server, 0) : '';
  rows.push([act, target, of((one) => one.frames, 0), of((one) => one.ms, 1), server]);
}

/** Does something once to warm up, and then as often as it is measured. */
async function repeated(measure: (time: number) => Promise<Took>): Promise<Took[]> {
  const took: Took[] = [];
  for (let time = 0; time <= TIMES; time += 1) took.push(await measure(time));
  return took;
}

/** One press that saves. */
async function saved(page: Page, button: Locator): Promise<Took> {
  await expect(button).toBeEnabled();
  return timed(page, 'click', SAVED, () => button.click());
}

test.use({ storageState: authFile('operator') });
test.describe.configure({ mode: 'serial' });
test.setTimeout(5 * 60_000);

for (const kind of ['account', 'template'] as const) {
  test(`how soon the matrix of one ${kind} answers`, async ({ page }) => {
    const stage = await setStage(`Stopwatch ${kind}`);
    const matrix = MatrixPage[kind](page, stage[kind]);
    await matrix.open();
    await allAlive(page);
    const outcome = { cell: CELL };

    await matrix.cell(CELL).focus();
    const byKey = () => timed(page, 'keydown', outcome, () => page.keyboard.press(' '));
    note(`${kind}: a cell toggles by the space bar`, '1 frame', await repeated(byKey));

    const why = await matrix.explain(CELL);
    const setting = (time: number) =>
      why.locator('label').filter({ hasText: time % 2 === 0 ? /^On/ : /^Off/ });
    await setting(1).click();
    const byClick = (time: number) =>
      timed(page, 'click', outcome, () => setting(time).click({ noWaitAfter: true }));
    note(`${kind}: a cell toggles by a click`, '1 frame', await repeated(byClick));
    await page.keyboard.press('Escape');

    const draft = async (time: number) => {
      await matrix.set(CELL, time % 2 === 0 ? 'On' : 'Off');
      await matrix.bar.getByLabel('Reason').fill('Measured');
    };
    const save = async (time: number) => {
      await draft(time);
      return saved(page, matrix.bar.getByRole('button', { name: 'Save' }));
    };
    note(`${kind}: Save`, '150 ms', await repeated(save));

    const apply = async (time: number) => {
      await draft(time);
      await matrix.bar.getByRole('button', { name: 'Review…' }).click();
      return saved(page, page.getByRole('dialog').getByRole('button', { name: 'Apply now' }));
    };
    note(`${kind}: Apply in the review`, '150 ms', await repeated(apply));
  });
}

test.afterAll(() => {
  const head = ['median of 9', 'target', 'frames', 'ms', 'of it the server, ms'];
  const table = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  for (const row of table) {
    console.log(row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  }
});
