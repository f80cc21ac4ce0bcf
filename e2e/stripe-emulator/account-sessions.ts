import type { Account } from './accounts';
import { accountInvalid, cannotExpand, ruleBroken } from './errors';
import { bracketed, type FormHash } from './form';
import { newId } from './ids';
import { checkParams, hash, type Shape, text } from './params';
import {
  components,
  featureValues,
  hasCapability,
  platformCollects,
  previewComponents,
} from './table';
import type { World } from './world';

/** Long enough for a page to load, short enough that a stored session is of no use. */
const lifetimeSeconds = 30 * 60;

const authentication = 'disable_stripe_user_authentication';
const collection = 'external_account_collection';

interface Requested {
  name: string;
  enabled: boolean;
  sent: Record<string, boolean>;
}

const componentShape = (features: Readonly<Record<string, Shape>>): Shape => ({
  is: 'hash',
  of: { enabled: { is: 'boolean', required: true }, features: { is: 'hash', of: features } },
});

const released: Readonly<Record<string, Shape>> = mapValues(components, ({ features }) =>
  componentShape(mapValues(features, () => ({ is: 'boolean' }))),
);

const previews: Readonly<Record<string, Shape>> = mapValues(previewComponents, ({ apps }) =>
  componentShape(apps ? { allowed_apps: { is: 'list' } } : {}),
);

const shapeOf = (known: Readonly<Record<string, Shape>>): Readonly<Record<string, Shape>> => ({
  account: { is: 'string', required: true },
  components: { is: 'hash', required: true, of: known },
  expand: { is: 'list' },
});

const shape = shapeOf(released);
const shapeWithPreviews = shapeOf({ ...released, ...previews });

/** Whether a version's header opens the previews. */
const opensPreviews = (version: string) =>
  version.split(';').some((part) => part.trim() === 'embedded_connect_beta=v2');

/** Checks the parameters of `POST /v1/account_sessions` and answers a new session. */
export function createAccountSession(world: World, params: FormHash, version = ''): object {
  const beta = opensPreviews(version);
  checkParams(params, beta ? shapeWithPreviews : shape);
  const [expanded] = Object.values(hash(params, 'expand') ?? {});
  if (typeof expanded === 'string') throw cannotExpand(expanded);
  const id = text(params, 'account') ?? '';
  const account = world.accounts.get(id);
  if (!account) throw accountInvalid(world.maskedKey, id);

  const requested = readRequested(hash(params, 'components') ?? {});
  for (const one of requested) checkComponent(account, one);
  checkAuthenticationAgrees(account, requested);

  const clientSecret = newId('accs_secret__', 48, world.random);
  world.issued.add(account.id, clientSecret);
  return {
    object: 'account_session',
    account: account.id,
    client_secret: clientSecret,
    components: world.answers.apply(account.id, {
      ...answeredComponents(account, requested),
      ...(beta && answeredPreviews(hash(params, 'components') ?? {})),
    }),
    expires_at: Math.floor(world.now() / 1000) + lifetimeSeconds,
    livemode: false,
  };
}

/** All components with all their features, whether or not the request named them. */
function answeredComponents(account: Account, requested: readonly Requested[]): object {
  const answer: Record<string, object> = { ...disabledComponents(account) };
  for (const { name, enabled, sent } of requested) {
    const component = components[name];
    if (!component || !enabled) continue;
    answer[name] = { enabled: true, features: featureValues(component, account, sent) };
  }
  return answer;
}

/** All previews, with the apps of those that take a list. */
function answeredPreviews(sent: FormHash): object {
  return mapValues(previewComponents, ({ apps }, name) => {
    const component = hash(sent, name);
    const enabled = component?.enabled === 'true';
    const list = hash(hash(component, 'features'), 'allowed_apps') ?? {};
    return {
      enabled,
      features: apps ? { allowed_apps: enabled ? Object.values(list) : [] } : {},
    };
  });
}

/** Kept per account object, which a change replaces: a benchmark mints for few accounts often. */
const disabled = new WeakMap<Account, Record<string, object>>();

function disabledComponents(account: Account): Record<string, object> {
  const known = disabled.get(account);
  if (known) return known;
  const worked = mapValues(components, (component) => ({
    enabled: false,
    features: featureValues(component, account, {}),
  }));
  disabled.set(account, worked);
  return worked;
}

function checkComponent(account: Account, { name, enabled, sent }: Requested): void {
  const component = components[name];
  if (!component) return;
  const param = (feature: string) => bracketed(['components', name, 'features', feature]);
  if (enabled && !hasCapability(account, component)) {
    throw ruleBroken(
      `The \`${name}\` component cannot be enabled for account '${account.id}': its \`${component.capability}\` capability is not active.`,
      bracketed(['components', name, 'enabled']),
    );
  }
  if (sent[authentication] === true) requireCollection(account, param(authentication), true);
  if (sent[collection] === false) requireCollection(account, param(collection), false);
  if (sent.smart_disputes_management === true && sent.dispute_management === false) {
    throw ruleBroken(
      `\`${param('smart_disputes_management')}\` can only be true when \`dispute_management\` is true on the same component.`,
      param('smart_disputes_management'),
    );
  }
}

function requireCollection(account: Account, param: string, value: boolean): void {
  if (platformCollects(account)) return;
  throw ruleBroken(
    `\`${param}\` can only be ${value} for accounts where \`controller[requirement_collection]\` is \`application\`.`,
    param,
  );
}

/** The enabled components of one request must agree on user authentication, defaults included. */
function checkAuthenticationAgrees(account: Account, requested: readonly Requested[]): void {
  let first: { name: string; value: boolean | undefined } | undefined;
  for (const { name, enabled, sent } of requested) {
    const component = components[name];
    if (!enabled || !component || !(authentication in component.features)) continue;
    const value = featureValues(component, account, sent)[authentication];
    first ??= { name, value };
    if (value !== first.value) {
      throw ruleBroken(
        `The \`features[${authentication}]\` property specified by \`${first.name}\` and \`${name}\` must be the same.`,
      );
    }
  }
}

function readRequested(sentComponents: FormHash): Requested[] {
  return Object.keys(sentComponents).map((name) => {
    const component = hash(sentComponents, name);
    const features = hash(component, 'features') ?? {};
    return {
      name,
      enabled: component?.enabled === 'true',
      sent: mapValues(features, (value) => value === 'true'),
    };
  });
}

function mapValues<T, R>(from: Readonly<Record<string, T>>, to: (value: T, key: string) => R) {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value, key)]));
}
