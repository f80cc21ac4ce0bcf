import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

const cell = 'payments.refund_management';

const MINUTE = 60_000;
/** India, all year. */
const ZONE = { timezoneId: 'Asia/Kolkata', ahead: 330 * MINUTE };

test.describe('who decided what a template says', () => {
  test.use({
    storageState: authFile('operator'),
    timezoneId: ZONE.timezoneId,
    locale: 'de-DE',
  });

  test('stands in the explanation, with when, why and a way to the change', async ({ page }) => {
    const { api, account, template } = await setStage('Asking Price');
    const set = (settings: object) => [{ op: 'template.update', key: template, set: settings }];
    await applyEdits(api, set({ [cell]: 'on' }), 'Their tills can refund');
    await applyEdits(api, set({ documents: 'on' }), 'Another matter');

    const matrix = MatrixPage.account(page, account);
    await matrix.open();
    const layer = (await matrix.explain(cell))
      .getByRole('listitem')
      .filter({ hasText: 'Asking Price template revision' });
    await expect(layer).toContainText('“Their tills can refund”');
    await expect(layer).toContainText('Demo back end');
    // By the clock of who looks, with the exact moment on hover.
    const when = layer.getByRole('time');
    const exact = (await when.getAttribute('datetime')) ?? '';
    const [, year, day, clock] =
      /^(\d+)-\d+-0?(\d+)T(\d\d:\d\d)/.exec(
        new Date(Date.parse(exact) + ZONE.ahead).toISOString(),
      ) ?? [];
    await expect(when).toHaveText(new RegExp(`^${day} \\w+ ${year}, ${clock}$`));
    await expect(when).toHaveAttribute('title', `${exact.slice(0, 19).replace('T', ' ')} UTC`);
    await expect(layer).not.toContainText('Another matter');

    await layer.getByRole('link', { name: /^Change / }).click();
    await expect(page.getByText('Their tills can refund').first()).toBeVisible();
    await expect(page.getByText('Another matter')).toHaveCount(0);
  });

  test('is asked for once, and says so quietly where it cannot be had', async ({ page }) => {
    const { template } = await setStage('Quiet Corner');
    const matrix = MatrixPage.template(page, template);
    let asked = 0;
    let broken = true;
    await page.route('**/decisions?*', (route) => {
      asked += 1;
      return broken ? route.abort() : route.continue();
    });
    await matrix.open();
    const why = await matrix.explain('payments');
    await expect(why).toContainText('Who decided this could not be loaded.');
    await expect(why).toContainText('Base');

    broken = false;
    await page.keyboard.press('Escape');
    await matrix.explain('payments');
    await expect(why).not.toContainText('could not be loaded');
    await expect(why.getByRole('link', { name: /^Change / })).toBeVisible();
    const before = asked;
    await page.keyboard.press('Escape');
    await matrix.explain('payments');
    await expect(why.getByRole('link', { name: /^Change / })).toBeVisible();
    expect(asked).toBe(before);
  });
});
