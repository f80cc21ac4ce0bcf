import { expect, it } from 'vitest';
import { keyView } from './connection';

const LONG = '51AbCdEfGhIjKlMnOpQrStUvWxYz4242';

it.each([
  [`sk_test_${LONG}`, 'test', 'secret', 'sk_test_…4242'],
  [`sk_live_${LONG}`, 'live', 'secret', 'sk_live_…4242'],
  [`rk_test_${LONG}`, 'test', 'restricted', 'rk_test_…4242'],
  [`rk_live_${LONG}`, 'live', 'restricted', 'rk_live_…4242'],
  [`pk_live_${LONG}`, 'live', 'publishable', 'pk_live_…4242'],
  ['sk_test_12345678901', 'test', 'secret', 'sk_test_…'],
  ['sk_test_123456789012', 'test', 'secret', 'sk_test_…9012'],
  ['sk_test_', 'test', 'secret', 'sk_test_…'],
  [`sk_org_${LONG}`, 'unknown', 'unknown', '…'],
  [` sk_live_${LONG}`, 'unknown', 'unknown', '…'],
  [LONG, 'unknown', 'unknown', '…'],
  ['', 'unknown', 'unknown', '…'],
] as const)('of %j only what may be shown', (key, mode, kind, shown) => {
  expect(keyView(key)).toEqual({ mode, kind, shown });
});
