import { MerchantViewPage } from '../pages/merchant-view-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { issuedSecrets, sessionRequests } from '../support/emulator';
import { type Stage, setStage } from '../support/story';
import { expect, test } from '../support/test';

const REASON = 'They say that the refund button is gone';

/** The audit's entries of live previews of the stage's account, newest first. */
async function previews({ api, account }: Stage) {
  const answer = await api.get(`/api/audit?subjectId=${account}&action=session.mint`);
  const { data } = (await answer.json()) as {
    data: {
      actor: { name: string };
      reason: string | null;
      after: { purpose?: string };
      outcome: { result: string } | null;
    }[];
  };
  return data.filter(({ after }) => after.purpose === 'live_preview');
}

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('loads live components for a reason; each secret is minted anew and kept nowhere', async ({
    page,
  }) => {
    const stage = await setStage('Lantern Row Books');
    const view = new MerchantViewPage(page, stage.account);
    await view.fakeStripe();
    const before = (await sessionRequests(stage.account)).length;

    await view.open();
    await view.load.click();
    await expect(view.dialog).toContainText('A real AccountSession is created at Stripe');
    await expect(view.dialog).toContainText('ends your platform’s write access');
    await expect(
      view.dialog.getByRole('button', { name: 'Create session and load' }),
    ).toBeDisabled();
    await expectAccessible(page);
    await view.dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(view.asked).toEqual([]);
    expect(await sessionRequests(stage.account)).toHaveLength(before);
    expect(await previews(stage)).toEqual([]);

    await view.begin(REASON);
    await expect(view.live).toContainText('Live payments');
    await expect(page.getByText('1 session created.')).toBeVisible();
    await view.refresh();
    await expect(page.getByText('2 sessions created.')).toBeVisible();
    expect(await sessionRequests(stage.account)).toHaveLength(before + 2);
    expect(
      (await previews(stage)).map(({ actor, reason, outcome }) => [
        actor.name,
        reason,
        outcome?.result,
      ]),
    ).toEqual([
      ['Olu Brandt', REASON, 'succeeded'],
      ['Olu Brandt', REASON, 'succeeded'],
    ]);

    const secrets = await issuedSecrets();
    const everything = await view.everything();
    expect(everything).toContain('Live payments');
    expect(secrets.length).toBeGreaterThan(1);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  test('goes through the dashboard, one component at a time', async ({ page }) => {
    const stage = await setStage('Harbour Lane Ceramics');
    const view = new MerchantViewPage(page, stage.account);
    await view.fakeStripe();
    await view.open();
    await view.begin(REASON);
    await expect(view.live).toContainText('Live payments');

    const nav = page.getByRole('navigation', { name: 'Live dashboard' });
    await nav.getByRole('button', { name: 'Payouts', exact: true }).click();
    await expect(view.live).toContainText('Live payouts');
    await expectAccessible(page);
    await expect(view.live).not.toContainText('Live payments');

    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => view.log()).toContain('update');
  });

  test('is back in the sketch after a reload, and whatever way one leaves logs out', async ({
    page,
  }) => {
    const stage = await setStage('Copper Kettle Supply');
    const view = new MerchantViewPage(page, stage.account);
    await view.fakeStripe();
    await view.open();

    await view.begin(REASON);
    await view.end.click();
    await expect(view.load).toBeFocused();
    expect(await view.logouts()).toBe(1);

    await view.begin(REASON);
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Audit' })
      .click();
    await expect(page).toHaveURL(/\/audit/);
    expect(await view.logouts()).toBe(2);

    await view.open();
    await view.begin(REASON);
    await expect(view.live).toContainText('Live payments');
    const made = (await sessionRequests(stage.account)).length;
    await page.reload();
    await expect(view.side('Now')).toBeVisible();
    await expect(view.end).toHaveCount(0);
    expect(await view.logouts()).toBe(3);
    expect(await sessionRequests(stage.account)).toHaveLength(made);
  });

  test('is told why a component did not load', async ({ page }) => {
    const { account } = await setStage('Broken Pane Glassworks');
    const view = new MerchantViewPage(page, account);
    await view.fakeStripe();
    await page.addInitScript(() => {
      window.fakeConnectFails = { type: 'render_error', message: 'An extension got in the way.' };
    });
    await view.open();
    await view.begin(REASON);
    const alert = view.live.getByRole('alert');
    await expect(alert).toContainText('Payments did not load');
    await expect(alert).toContainText('An extension got in the way.');
    await expect(alert).toContainText('render_error');
  });

  test('is told why there is no session', async ({ page }) => {
    const { account } = await setStage('Quiet Hours Cafe');
    const view = new MerchantViewPage(page, account);
    await view.fakeStripe();
    await page.route('**/api/account-sessions/live-preview', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: {
          ...{ type: 'about:blank', title: 'Stripe is not available', status: 503 },
          ...{ detail: 'Stripe did not answer.', code: 'stripe_unavailable', requestId: 'r-1' },
        },
      }),
    );
    await view.open();
    await view.begin(REASON);
    const alert = page.getByRole('alert').filter({ hasText: 'No session was created' });
    await expect(alert).toContainText('Stripe did not answer.');
    await expect(alert).toContainText('stripe_unavailable, request r-1');
    await expect(view.live.getByRole('alert')).toContainText('account_session_create_error');
  });

  test('is told where Stripe’s script is blocked', async ({ page }) => {
    const { account } = await setStage('Walled Garden Plants');
    const view = new MerchantViewPage(page, account);
    await page.route('https://connect-js.stripe.com/**', (route) => route.abort());
    await view.open();
    await view.begin(REASON);
    const alert = page.getByRole('alert').filter({ hasText: 'Stripe’s script did not load' });
    await alert.getByRole('button', { name: 'Reload the page' }).click();
    await expect(view.load).toBeVisible();
  });

  test('cannot be made to mint by another site', async ({ page }) => {
    const { account } = await setStage('Far Shore Trading');
    const before = await sessionRequests(account);
    for (const origin of ['https://elsewhere.example', 'null']) {
      const answer = await page.request.post('/api/account-sessions/live-preview', {
        headers: { origin },
        data: { account, reason: REASON },
      });
      expect(answer.status()).toBe(403);
    }
    expect(await sessionRequests(account)).toEqual(before);
  });
});

for (const role of ['support', 'auditor'] as const) {
  test.describe(`the role ${role}`, () => {
    test.use({ storageState: authFile(role) });

    test('has the sketch alone, and the route refuses', async ({ page, baseURL }) => {
      const { account } = await setStage(`Looking Glass ${role}`);
      const view = new MerchantViewPage(page, account);
      await view.open();
      await expect(view.load).toHaveCount(0);
      expect(await page.content()).not.toContain('pk_test_');
      const answer = await page.request.post('/api/account-sessions/live-preview', {
        headers: { origin: baseURL ?? '' },
        data: { account, reason: REASON },
      });
      expect(answer.status()).toBe(403);
    });
  });
}
