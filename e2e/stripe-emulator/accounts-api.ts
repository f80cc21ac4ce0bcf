import {
  type Account,
  buildAccount,
  type Controller,
  controllerOf,
  legacyControllers,
} from './accounts';
import { countries } from './countries';
import { accountInvalid, invalidParameter, ruleBroken } from './errors';
import type { FormHash } from './form';
import { newId } from './ids';
import { checkParams, hash, type Shape, text } from './params';
import type { World } from './world';

const requestable: Shape = { is: 'hash', of: { requested: { is: 'boolean' } } };

const capabilityNames = [
  'afterpay_clearpay_payments',
  'bancontact_payments',
  'card_issuing',
  'card_payments',
  'ideal_payments',
  'klarna_payments',
  'legacy_payments',
  'link_payments',
  'sepa_debit_payments',
  'tax_reporting_us_1099_k',
  'transfers',
  'treasury',
  'us_bank_account_ach_payments',
];

const createShape: Readonly<Record<string, Shape>> = {
  business_profile: { is: 'hash', of: { name: { is: 'string' }, url: { is: 'string' } } },
  business_type: {
    is: 'string',
    oneOf: ['company', 'government_entity', 'individual', 'non_profit'],
  },
  capabilities: {
    is: 'hash',
    of: Object.fromEntries(capabilityNames.map((name) => [name, requestable])),
  },
  controller: {
    is: 'hash',
    of: {
      fees: { is: 'hash', of: { payer: { is: 'string', oneOf: ['account', 'application'] } } },
      losses: { is: 'hash', of: { payments: { is: 'string', oneOf: ['application', 'stripe'] } } },
      requirement_collection: { is: 'string', oneOf: ['application', 'stripe'] },
      stripe_dashboard: {
        is: 'hash',
        of: { type: { is: 'string', oneOf: ['express', 'full', 'none'] } },
      },
    },
  },
  country: { is: 'string' },
  email: { is: 'string' },
  metadata: { is: 'texts' },
  type: { is: 'string', oneOf: Object.keys(legacyControllers) },
};

const seconds: Shape = { is: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER };

const listShape: Readonly<Record<string, Shape>> = {
  created: { is: 'hash', of: { gt: seconds, gte: seconds, lt: seconds, lte: seconds } },
  ending_before: { is: 'string' },
  limit: { is: 'integer', min: 1, max: 100 },
  starting_after: { is: 'string' },
};

/** `POST /v1/accounts`: capabilities start out inactive, for nothing has been verified yet. */
export function createAccount(world: World, params: FormHash): Account {
  checkParams(params, createShape);
  const country = text(params, 'country') ?? 'US';
  if (!countries.has(country)) {
    throw invalidParameter(
      'country',
      `Country '${country}' is not one that accounts can be made in.`,
    );
  }
  const email = text(params, 'email');
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw invalidParameter('email', `Invalid email address: ${email}`, 'email_invalid');
  }
  const profile = hash(params, 'business_profile') ?? {};
  const account = buildAccount({
    id: newId('acct_', 16, world.random),
    created: Math.floor(world.now() / 1000),
    country,
    controller: readController(params),
    type: text(params, 'type') ?? 'none',
    name: text(profile, 'name'),
    url: text(profile, 'url'),
    email,
    businessType: text(params, 'business_type'),
    capabilities: readCapabilities(hash(params, 'capabilities') ?? {}),
    metadata: readMetadata(hash(params, 'metadata') ?? {}),
  });
  world.accounts.add(account);
  return account;
}

/** `GET /v1/accounts/:id`. */
export function retrieveAccount(world: World, params: FormHash, id: string): Account {
  checkParams(params, {});
  const account = world.accounts.get(id);
  if (!account) throw accountInvalid(world.maskedKey, id);
  return account;
}

/** `GET /v1/accounts`: newest first, a page at a time, forwards or backwards. */
export function listAccounts(world: World, params: FormHash): object {
  checkParams(params, listShape);
  const limit = Number(text(params, 'limit') ?? 10);
  const after = text(params, 'starting_after');
  const before = text(params, 'ending_before');
  if (after !== undefined && before !== undefined) {
    throw invalidParameter('ending_before', 'Give only one of starting_after and ending_before.');
  }
  const { ids, places } = createdWithin(world, hash(params, 'created'));
  const indexOf = (id: string, param: string) => {
    const index = places.get(id);
    if (index === undefined) {
      throw invalidParameter(param, `No such account: '${id}'`, 'resource_missing');
    }
    return index;
  };
  let from = after === undefined ? 0 : indexOf(after, 'starting_after') + 1;
  let to = from + limit;
  let hasMore = to < ids.length;
  if (before !== undefined) {
    to = indexOf(before, 'ending_before');
    from = Math.max(0, to - limit);
    hasMore = from > 0;
  }
  const data = ids.slice(from, to).map((id) => world.accounts.get(id));
  return { object: 'list', data, has_more: hasMore, url: '/v1/accounts' };
}

/** The list of accounts, or of those that were created within a range of seconds. */
function createdWithin(world: World, range: FormHash | undefined) {
  const all = world.accounts.newestFirst();
  if (!range) return all;
  const bound = (name: string, otherwise: number) => Number(text(range, name) ?? otherwise);
  const ids = all.ids.filter((id) => {
    const { created = 0 } = world.accounts.get(id) ?? {};
    return (
      created > bound('gt', -1) &&
      created >= bound('gte', 0) &&
      created < bound('lt', Number.POSITIVE_INFINITY) &&
      created <= bound('lte', Number.POSITIVE_INFINITY)
    );
  });
  return { ids, places: new Map(ids.map((id, place) => [id, place])) };
}

function readController(params: FormHash): Controller {
  const legacy = legacyControllers[text(params, 'type') ?? ''];
  const given = hash(params, 'controller');
  if (legacy && given) {
    throw invalidParameter('type', 'Give either `type` or `controller`: they exclude each other.');
  }
  if (legacy) return legacy;
  const controller = controllerOf(
    text(hash(given, 'stripe_dashboard') ?? {}, 'type'),
    text(hash(given, 'losses') ?? {}, 'payments'),
    text(given ?? {}, 'requirement_collection'),
    text(hash(given, 'fees') ?? {}, 'payer'),
  );
  const stripeCollects = controller.requirement_collection === 'stripe';
  const noDashboard = controller.stripe_dashboard.type === 'none';
  if (noDashboard && stripeCollects && controller.losses.payments !== 'stripe') {
    throw ruleBroken(
      'Where `controller[stripe_dashboard][type]` is `none` and `controller[requirement_collection]` is `stripe`, `controller[losses][payments]` must be `stripe`.',
      'controller[losses][payments]',
    );
  }
  return controller;
}

function readCapabilities(given: FormHash): Record<string, 'inactive'> {
  const requested = Object.keys(given).filter((name) => hash(given, name)?.requested === 'true');
  return Object.fromEntries(requested.map((name) => [name, 'inactive']));
}

function readMetadata(given: FormHash): Record<string, string> {
  const pairs = Object.keys(given).map((key) => [key, text(given, key) ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
