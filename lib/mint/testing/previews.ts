import { env } from '@/lib/env';

/** Has the process begin anew with another opt-in: what it compiled is of the one before. */
function offer(offered: boolean, apps: string[]): void {
  Object.assign(env(), { STRIPE_PREVIEW_COMPONENTS: offered, STRIPE_PREVIEW_APPS: apps });
  Object.assign(globalThis, { keptTemplates: undefined });
}

/** Opts in to Stripe's preview components, with these apps within them. */
export const optIn = (apps: string[]) => offer(true, apps);

/** Takes that back; whoever opts in does it before the next file. */
export const optOut = () => offer(false, []);
