import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, buildAccount, controllerOf } from '../stripe-emulator/accounts';
import { parseForm } from '../stripe-emulator/form';
import { hash } from '../stripe-emulator/params';
import { components, featureValues } from '../stripe-emulator/table';
import type { StubAccount } from './stripe-stub-account';

// Stripe as benchmarks need it: the answers are those of the emulator, worked out once for each kind
// of account and request, so that what is measured is who asks and not who answers.

interface Parts {
  beforeAccount: string;
  beforeSecret: string;
  afterSecret: string;
}

const SECRET = 'accs_secret__';
const LIFETIME_S = 1_800;

const kindOf = ({ dashboard, losses, collects, capabilities }: Omit<StubAccount, 'id'>) =>
  JSON.stringify([dashboard, losses, collects, capabilities]);
const EXPRESS = kindOf({
  dashboard: 'express',
  losses: 'application',
  collects: 'stripe',
  capabilities: { card_payments: 'active', transfers: 'active' },
});

const kinds = new Map<string, string>();
const answers = new Map<string, Parts>();
let latencyMs = 0;
let sessions = 0;

function accountOf(id: string, kind = kinds.get(id) ?? EXPRESS): Account {
  const [dashboard, losses, collects, capabilities] = JSON.parse(kind);
  return buildAccount({
    id,
    created: 1_750_000_000,
    country: 'US',
    controller: controllerOf(dashboard ?? 'full', losses ?? 'stripe', collects ?? 'stripe'),
    type: 'none',
    name: 'Harbour Books',
    email: 'owner@harbour-books.example',
    capabilities,
    detailsSubmitted: true,
  });
}

/** The text of an answer around what differs from one session to the next. */
function workOut(kind: string, form: string): Parts {
  const account = accountOf('acct_', kind);
  const requested = hash(parseForm(form), 'components') ?? {};
  const answered = Object.entries(components).map(([name, component]) => {
    const one = hash(requested, name);
    const enabled = one?.enabled === 'true';
    const features = enabled ? Object.entries(hash(one, 'features') ?? {}) : [];
    const sent = Object.fromEntries(features.map(([key, value]) => [key, value === 'true']));
    return [name, { enabled, features: featureValues(component, account, sent) }];
  });
  return {
    beforeAccount: '{"object":"account_session","account":"',
    beforeSecret: `","client_secret":"${SECRET}`,
    afterSecret: `","components":${JSON.stringify(Object.fromEntries(answered))},"livemode":false,"expires_at":`,
  };
}

function session(body: string): string {
  const [first = '', ...rest] = body.split('&');
  const leads = first.startsWith('account=');
  const account = leads
    ? first.slice('account='.length)
    : (new URLSearchParams(body).get('account') ?? '');
  const form = leads ? body.slice(first.length + 1) : rest.join('&');
  const kind = kinds.get(account) ?? EXPRESS;
  const key = `${kind} ${form}`;
  let parts = answers.get(key);
  if (!parts) {
    parts = workOut(kind, form);
    answers.set(key, parts);
  }
  sessions += 1;
  const secret = sessions.toString(36).padStart(48, '0');
  const expires = Math.floor(Date.now() / 1000) + LIFETIME_S;
  return `${parts.beforeAccount}${account}${parts.beforeSecret}${secret}${parts.afterSecret}${expires}}`;
}

function control(path: string, body: string): string {
  if (path === '/_bench/accounts') {
    for (const account of JSON.parse(body) as StubAccount[]) kinds.set(account.id, kindOf(account));
  }
  if (path === '/_bench/latency') latencyMs = Number(body);
  return JSON.stringify({ sessions, answers: answers.size });
}

const EMPTY_LIST = '{"object":"list","data":[],"has_more":false,"url":"/v1"}';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const body = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
    const isControl = path.startsWith('/_bench/');
    const single = /^\/v1\/accounts\/(acct_\w+)$/.exec(path)?.[1];
    let text = EMPTY_LIST;
    if (isControl) text = control(path, body);
    else if (request.method === 'POST') text = session(body);
    else if (single) text = JSON.stringify(accountOf(single));
    const send = () => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'request-id': 'req_bench',
      });
      response.end(text);
    };
    if (latencyMs > 0 && !isControl) setTimeout(send, latencyMs);
    else send();
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
