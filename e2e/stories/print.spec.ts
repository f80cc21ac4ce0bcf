import { CELLS } from '../../lib/domain/cells';
import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator'), colorScheme: 'dark' });

/** A4 landscape without its margins, in CSS pixels. */
const PAPER = { width: 1047, height: 718 };

for (const path of ['/accounts/acct_1NkDjjJyhOZfPCWt', '/templates/retail']) {
  test(`${path} prints its whole matrix and nothing of the shell`, async ({ page }) => {
    await page.setViewportSize(PAPER);
    const matrix = new MatrixPage(page, path);
    await matrix.open();
    const [, id = ''] = path.match(/([^/]+)$/) ?? [];
    const title = page.getByRole('heading', { level: 1 });
    const heading = await title.textContent();
    // What a filter hides on the screen belongs on the paper.
    await page.getByRole('button', { name: /^Set here/ }).click();

    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText(/^Printed /)).toBeVisible();
    await expect(title).toHaveText(heading ?? '');
    await expect(page.getByText(id, { exact: true }).first()).toBeVisible();
    await expect(page.getByText('Inherited', { exact: true })).toBeVisible();
    await expect(matrix.grid.getByRole('gridcell')).toHaveCount(CELLS.length);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('combobox')).toHaveCount(0);
    const { wider, colours } = await page.evaluate(() => ({
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      colours: [
        getComputedStyle(document.body).color,
        getComputedStyle(document.body).backgroundImage,
      ],
    }));
    expect(wider).toBe(0);
    expect(colours).toEqual(['rgb(0, 0, 0)', 'none']);
  });
}
