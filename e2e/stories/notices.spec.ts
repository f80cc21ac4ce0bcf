import { SettingsPage } from '../pages/settings-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { type Receiver, startReceiver, verified } from '../support/receiver';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await startReceiver();
});
test.afterEach(() => receiver.close());

/** What came in of changes with this reason; other stories make changes too. */
const heardOf = (reason: string) =>
  receiver.received.filter(
    ({ body }) => (body.change as { reason?: string } | undefined)?.reason === reason,
  );

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('adds an endpoint: it hears of changes, signed, and again when asked', async ({ page }) => {
    const name = `Risk channel ${Date.now()}`;
    const { api, account, template } = await setStage('Notice Board Books');
    const settings = new SettingsPage(page);
    await settings.open();
    await page.getByRole('link', { name: 'Open notices' }).click();
    const dialog = await settings.press('Add endpoint');
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('Address').fill('http://example.com/in');
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    await expect(dialog).toContainText('Use https');
    await expectAccessible(page);
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    const secret = await settings.takeSecret(SECRET);
    await page.reload();
    expect(await page.content()).not.toContain(secret);

    const endpoint = page
      .getByRole('listitem')
      .filter({ hasText: name })
      .filter({ hasText: receiver.url });
    await endpoint.getByRole('button', { name: `Send test to ${name}` }).click();
    await expect(endpoint).toContainText('Works');
    // It works by what other stories change, too.
    await expect
      .poll(() => receiver.received.map(({ body }) => body.type))
      .toContain('notice.test');

    const [one, wide] = [`One account ${name}`, `All of a template ${name}`];
    await applyEdits(api, [{ op: 'account.override', account, set: { documents: 'on' } }], one);
    await applyEdits(api, [{ op: 'template.update', key: template, set: { payouts: 'on' } }], wide);
    await expect.poll(() => heardOf(one).length + heardOf(wide).length).toBe(2);
    for (const [reason, reach] of [
      [one, 'account'],
      [wide, 'template'],
    ] as const) {
      const [heard] = heardOf(reason);
      expect(heard && verified(secret, heard)).toMatchObject({ type: 'change.applied', reach });
    }

    await page.getByLabel('Endpoint', { exact: true }).selectOption({ label: name });
    const row = settings.row('Deliveries', one);
    await expect(row).toContainText('Delivered');
    await expect(row).toContainText('One account');
    await expect(settings.row('Deliveries', wide)).toContainText('Template');
    await row.getByRole('button', { name: /^Redeliver/ }).click();
    await expect(row).toContainText('2 attempts');
    await expect(row).toContainText('Delivered');
    expect(new Set(heardOf(one).map(({ body }) => body.id)).size).toBe(1);
    expect(heardOf(one)).toHaveLength(2);
    await row.getByText('2 attempts').click();
    await row.getByRole('button', { name: 'Show what is sent' }).click();
    await expect(row).toContainText('"reach": "account"');
    await expectAccessible(page);

    await settings.press(`Remove ${name}`);
    await settings.confirm('Remove');
    await expect(endpoint).toBeHidden();
    await api.dispose();
  });

  test('sees a failure, and that it was tried again by itself', async ({ page }) => {
    const name = `Mailer ${Date.now()}`;
    const { api, account } = await setStage('Second Try Tailors');
    const admin = page.request;
    await page.goto('/settings/notices');
    const made = await page.evaluate(
      async ([url, description]) => {
        const body = JSON.stringify({ url, description, reaches: ['account'] });
        const headers = { 'content-type': 'application/json' };
        const options = { method: 'POST', headers, body };
        return (await fetch('/api/notice-endpoints', options)).json();
      },
      [receiver.url, name],
    );
    receiver.answer = (response) => response.writeHead(500).end();
    const reason = `Try ${name}`;
    await applyEdits(api, [{ op: 'account.override', account, set: { documents: 'on' } }], reason);
    await expect.poll(() => heardOf(reason).length).toBe(1);
    await page.goto(`/settings/notices?endpoint=${made.id}`);
    const row = new SettingsPage(page).row('Deliveries', reason);
    await expect(row).toContainText('answered 500');
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Failing');
    receiver.answer = (response) => response.writeHead(204).end();
    await expect(async () => {
      await page.reload();
      await expect(row).toContainText('Delivered', { timeout: 1_000 });
    }).toPass({ timeout: 45_000 });
    const log = await admin.get(`/api/notice-deliveries?endpoint=${made.id}&status=delivered`);
    expect((await log.json()).data.length).toBeGreaterThan(0);

    const settings = new SettingsPage(page);
    await settings.press(`Remove ${name}`);
    await settings.confirm('Remove');
    await api.dispose();
  });
});

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('neither sees nor changes who is told', async ({ page }) => {
    await page.goto('/settings');
    await expect(page.getByRole('link', { name: 'Open notices' })).toHaveCount(0);
    expect((await page.request.get('/api/notice-endpoints')).status()).toBe(403);
  });
});
