import { buildAccount, controllerOf } from './accounts';
import type { FormHash } from './form';
import { checkParams } from './params';
import type { World } from './world';

/** The platform that the key belongs to. It is made up, as its accounts are. */
export const platformId = 'acct_1KqZ8vLh2Wd5TnRb';

const founded = 1_640_995_200;

/**
 * `GET /v1/account`: the account of the key itself, which is no connected account. It controls
 * itself, and no list of connected accounts has it.
 */
export function platformAccount(_world: World, params: FormHash): object {
  checkParams(params, {});
  const { metadata: _metadata, ...account } = buildAccount({
    id: platformId,
    created: founded,
    country: 'US',
    controller: controllerOf('full', 'stripe', 'stripe', 'account'),
    type: 'standard',
    name: 'Gantry Lane Marketplace',
    url: 'https://gantry-lane.example',
    email: 'platform@gantry-lane.example',
    businessType: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    detailsSubmitted: true,
  });
  return { ...account, controller: { type: 'account' } };
}
