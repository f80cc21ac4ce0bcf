import type { BrowserContext, Page, TestInfo } from '@playwright/test';

/** A context that a worker keeps from one test to the next. */
interface Kept {
  context: BrowserContext;
  /** Never closed, so that the process which shows the console's pages goes on, with its scripts compiled. */
  keeper: Page;
}

/** What a worker keeps, by the options it was made with. */
export type KeptContexts = Map<string, Kept>;

type State = Parameters<BrowserContext['setStorageState']>[0];

const NOTHING: State = { cookies: [], origins: [] };

/**
 * Lends a test the context of its options. What it keeps are the console's scripts, a third of what a
 * page costs; whatever else the test before left in it is gone: cookies, storage, permissions, routes
 * and pages.
 */
export async function lend(
  kept: KeptContexts,
  options: string,
  make: () => Promise<BrowserContext>,
  state: State = NOTHING,
): Promise<BrowserContext> {
  const found = kept.get(options);
  if (found) {
    await found.context.setStorageState(state);
    return found.context;
  }
  const context = await make();
  const keeper = await context.newPage();
  await keeper.goto('/icon.svg');
  kept.set(options, { context, keeper });
  return context;
}

/** Takes a context back. After a test that failed it is closed, and its pages' pictures are taken. */
export async function takeBack(kept: KeptContexts, options: string, info: TestInfo): Promise<void> {
  const found = kept.get(options);
  if (!found) return;
  const { context, keeper } = found;
  if (info.status !== info.expectedStatus) {
    kept.delete(options);
    await context.close();
    return;
  }
  const pages = context.pages().filter((page) => page !== keeper);
  await Promise.all(pages.map((page) => page.close()));
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.clearPermissions();
}
