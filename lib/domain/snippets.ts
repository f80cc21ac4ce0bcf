import { commandOf, curlStart, jsKey, jsString, shellWord, TOKEN_VARIABLE } from './code-text';

/** What the snippets of one account are made of. */
export interface SnippetSubject {
  /** Where this installation is: scheme, host and port, as `URL.origin` gives it. */
  origin: string;
  account: string;
  /** The components that the account's policy has on; Stripe's own clients have to name some. */
  enabled: readonly string[];
  /** The one component that is wanted; null for all that the policy has on. */
  component: string | null;
  /** How Connect.js mounts a component; null where it has no tag for it. */
  mount: { tag: string; setter?: string; example?: string } | null;
}

/** A piece of code, and the file or place that it belongs into. */
export interface CodePart {
  place: string;
  code: string;
}

export const SNIPPETS = ['curl', 'node', 'stripe-node', 'stripe-cli', 'connect-js'] as const;
export type SnippetId = (typeof SNIPPETS)[number];

export interface Snippet {
  id: SnippetId;
  title: string;
  /** What it does and what to know before it is used. */
  about: string;
  parts: readonly CodePart[];
}

function curl({ origin, account, component }: SnippetSubject): Snippet {
  const body = { account, ...(component !== null && { components: [component] }) };
  const command = commandOf([
    ...curlStart('POST', `${origin}/api/account-sessions`),
    "  -H 'Content-Type: application/json'",
    `  -d ${shellWord(JSON.stringify(body))}`,
  ]);
  return {
    id: 'curl',
    title: 'curl',
    about: 'Mints a session, and prints it with its secret.',
    parts: [{ place: 'Terminal', code: command }],
  };
}

const CLIENT_FOLDER = './switchyard';

const backEnd = (origin: string) => `import { createSwitchyard } from '${CLIENT_FOLDER}/index';

const switchyard = createSwitchyard({
  url: ${jsString(origin)},
  token: process.env.${TOKEN_VARIABLE},
});`;

const narrowed = (component: string | null) =>
  component === null ? '' : `, components: [${jsString(component)}]`;

function node({ origin, account, component }: SnippetSubject): Snippet {
  const code = `${backEnd(origin)}

const session = await switchyard.createAccountSession({
  account: ${jsString(account)},${component === null ? '' : `\n  components: [${jsString(component)}],`}
});
// session.client_secret is for this merchant’s browser: keep and log it nowhere.`;
  return {
    id: 'node',
    title: 'Node',
    about: `With Switchyard’s own client: copy lib/client into your project as ${CLIENT_FOLDER}. It has no dependencies, and tries again where that is safe.`,
    parts: [{ place: 'Your back end', code }],
  };
}

/** The components to name to a client that has to name some. */
function named({ component, enabled }: SnippetSubject): readonly string[] {
  if (component !== null) return [component];
  return enabled.length > 0 ? enabled : ['payments'];
}

function stripeNode(subject: SnippetSubject): Snippet {
  const { protocol, hostname, port } = new URL(subject.origin);
  const elsewhere = [
    ...(port ? [`  port: ${port},`] : []),
    ...(protocol === 'https:' ? [] : [`  protocol: ${jsString(protocol.slice(0, -1))},`]),
  ];
  const code = [
    "import Stripe from 'stripe';",
    '',
    '// For account sessions alone; everything else goes on to Stripe, with your own key.',
    `const switchyard = new Stripe(process.env.${TOKEN_VARIABLE}, {`,
    `  host: ${jsString(hostname)},`,
    ...elsewhere,
    '});',
    '',
    'const session = await switchyard.accountSessions.create({',
    `  account: ${jsString(subject.account)},`,
    '  components: {',
    ...named(subject).map((name) => `    ${jsKey(name)}: { enabled: true },`),
    '  },',
    '});',
  ].join('\n');
  return {
    id: 'stripe-node',
    title: 'stripe-node',
    about:
      'For a back end that asks Stripe today: only the address and the key change. What is asked for is cut down to the policy.',
    parts: [{ place: 'Your back end', code }],
  };
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function stripeCli(subject: SnippetSubject): Snippet {
  const { hostname, port, protocol } = new URL(subject.origin);
  const here = LOOPBACK.test(hostname) && protocol === 'http:';
  const base = `http://127.0.0.1:${here ? port || '80' : '3000'}`;
  const code = commandOf([
    'stripe post /v1/account_sessions',
    `  --api-base ${base}`,
    `  --api-key "rk_switchyard_$${TOKEN_VARIABLE}"`,
    `  -d ${shellWord(`account=${subject.account}`)}`,
    ...named(subject).map((name) => `  -d ${shellWord(`components[${name}][enabled]=true`)}`),
  ]);
  return {
    id: 'stripe-cli',
    title: 'Stripe CLI',
    about: here
      ? 'With Stripe’s own command line: only its base and its key change.'
      : `With Stripe’s own command line. It takes no other base than one on your machine, so let a tunnel or a proxy on port 3000 lead to ${subject.origin}.`,
    parts: [{ place: 'Terminal', code }],
  };
}

function connectJs({ origin, account, component, mount }: SnippetSubject): Snippet {
  const server = `${backEnd(origin)}

export async function POST() {
  // In earnest: the account of whoever is signed in, never one that the page names.
  const account = ${jsString(account)};
  const session = await switchyard.createAccountSession({ account${narrowed(component)} });
  return Response.json(
    { clientSecret: session.client_secret },
    { headers: { 'cache-control': 'no-store' } },
  );
}`;
  const element = [
    ...(mount ? [`const element = connect.create(${jsString(mount.tag)});`] : []),
    ...(mount?.setter ? [`element.${mount.setter}(${jsString(mount.example ?? '')});`] : []),
    ...(mount ? ["document.querySelector('#switchyard').append(element);"] : []),
  ];
  const page = [
    "import { loadConnectAndInitialize } from '@stripe/connect-js';",
    `import { fetchClientSecret } from '${CLIENT_FOLDER}/browser.js';`,
    '',
    'const connect = loadConnectAndInitialize({',
    "  publishableKey: 'YOUR_PUBLISHABLE_KEY',",
    "  fetchClientSecret: fetchClientSecret('/account-session'),",
    '});',
    '',
    ...(element.length > 0 ? element : ['// The released Connect.js has no tag for it yet.']),
  ].join('\n');
  return {
    id: 'connect-js',
    title: 'Connect.js',
    about:
      'The browser asks your own back end, which knows who is signed in; the token stays there. Both halves:',
    parts: [
      { place: 'Your back end, as POST /account-session', code: server },
      { place: 'Your page', code: page },
    ],
  };
}

/**
 * Ready code that mints sessions for an account, one piece for each kind of caller. Ids and addresses
 * are escaped for where they stand, so no text can become code. Throws a TypeError where the origin
 * is no address.
 */
export const snippetsOf = (subject: SnippetSubject): readonly Snippet[] =>
  [curl, node, stripeNode, stripeCli, connectJs].map((make) => make(subject));
