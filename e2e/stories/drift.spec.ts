import { Palette } from '../pages/palette';
import { authFile } from '../support/demo';
import { answerAsUsual, answerOtherwise } from '../support/emulator';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('support') });

test('what Stripe answers otherwise shows on the account and the overview, and is past once it agrees', async ({
  page,
}) => {
  const { api, account, template } = await setStage('Driftwood Gallery');
  await applyEdits(api, [
    {
      op: 'template.update',
      key: template,
      set: { payments: 'on', 'payments.refund_management': 'on' },
    },
  ]);
  const mint = async () => {
    const answer = await api.post('/api/account-sessions', { data: { account } });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const drift = page.getByRole('region', { name: /^Drift: Stripe’s answer differs/ });
  const openAccount = async () => {
    await page.goto(`/accounts/${account}`);
    await expect(page.getByRole('heading', { name: 'Driftwood Gallery', level: 1 })).toBeVisible();
  };
  await mint();
  await openAccount();
  await expect(drift).toHaveCount(0);

  await answerOtherwise(account, {
    payments: { features: { refund_management: false, time_travel: true } },
    holograms: { enabled: 'perhaps', features: { beam_up: true } },
  });
  await mint();
  await mint();
  await openAccount();
  await expect(drift).toContainText('less than the policy says');
  await expect(drift).toContainText('this version of Switchyard does not know');
  await expect(drift.getByRole('listitem').filter({ hasText: 'time_travel' }).last()).toContainText(
    '2 sessions',
  );
  await expect(drift).toContainText('holograms, beam_up');
  await drift.getByRole('link', { name: 'Payments, Refunds' }).click();
  await expect(page).toHaveURL(/cell=payments\.refund_management/);

  await page.goto('/');
  await page.getByRole('link', { name: /^\d+ accounts? drift at Payments, time_travel$/ }).click();
  const table = page.getByRole('table', { name: 'Drift' });
  await expect(table.getByRole('row').filter({ hasText: 'Driftwood Gallery' })).toContainText(
    'Payments, time_travel',
  );
  await page.goto('/');
  await page.getByRole('link', { name: /^\d+\+? drifts?$/ }).click();
  await expect(page).toHaveURL(/drifting=true/);
  await expect(page.getByRole('table', { name: 'Accounts' })).toContainText('Driftwood Gallery');

  await answerAsUsual(account);
  await mint();
  await openAccount();
  await expect(drift).toHaveCount(0);
  await page.goto(`/drift?account=${account}`);
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Past ones too' }).check();
  await expect(table.getByRole('row').filter({ hasText: 'Refunds' })).toContainText('past');
});

test('the palette finds the page, and a bent filter says what to do', async ({ page }) => {
  await page.goto('/');
  const palette = new Palette(page);
  await palette.ask('drift');
  await palette.options.getByText('Drift', { exact: true }).click();
  await expect(page).toHaveURL(/\/drift$/);
  await page.goto('/drift?account=nonsense');
  await expect(
    page.getByRole('alert').filter({ hasText: 'An account id looks like' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/drift$/);
});
