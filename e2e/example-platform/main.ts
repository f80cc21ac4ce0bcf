import { createSwitchyard } from '../../lib/client';
import { merchantsFrom } from './merchants';
import { startPlatform } from './server';

const { SWITCHYARD_URL, SWITCHYARD_TOKEN, STRIPE_PUBLISHABLE_KEY, MERCHANTS, PORT } = process.env;
if (!SWITCHYARD_URL || !SWITCHYARD_TOKEN || !STRIPE_PUBLISHABLE_KEY || !MERCHANTS) {
  console.error('Set SWITCHYARD_URL, SWITCHYARD_TOKEN, STRIPE_PUBLISHABLE_KEY and MERCHANTS.');
  process.exit(1);
}
const port = Number(PORT ?? 4242);
await startPlatform(
  {
    switchyard: createSwitchyard({ url: SWITCHYARD_URL, token: SWITCHYARD_TOKEN }),
    merchants: merchantsFrom(MERCHANTS),
    publishableKey: STRIPE_PUBLISHABLE_KEY,
  },
  port,
);
console.log(`Pawprint: http://127.0.0.1:${port}`);
