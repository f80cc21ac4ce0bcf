import { demo } from './demo';
import { expect, test } from './test';

const PLACE = '/icon.svg';

for (const turn of ['one', 'the next']) {
  test(`${turn} finds a context without anything of another test`, async ({ page, context }) => {
    await page.goto(PLACE);
    expect(context.pages().filter((other) => other !== page)).toHaveLength(1);
    expect(await context.cookies()).toEqual([]);
    const left = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName }))
        .state,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      script: 'ofAnother' in window,
      width: innerWidth,
    }));
    expect(left).toEqual({
      ...{ local: 0, session: 0, databases: 0, clipboard: 'prompt', dark: false, script: false },
      width: 1280,
    });
    expect(await (await page.goto('/icon.svg?of=route'))?.text()).toContain('<svg');

    await context.addCookies([{ name: 'left', value: 'over', url: demo().url }]);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.route('**/icon.svg?of=route', (route) => route.fulfill({ body: 'of another' }));
    await page.addInitScript(() => Object.assign(window, { ofAnother: true }));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(async () => {
      localStorage.setItem('left', 'over');
      sessionStorage.setItem('left', 'over');
      await new Promise((resolve) => {
        indexedDB.open('left').onsuccess = resolve;
      });
    });
    await (await context.newPage()).goto(PLACE);
  });
}
