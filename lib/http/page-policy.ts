import { randomBytes } from 'node:crypto';
import { isLivePage } from '@/lib/domain/live-page';
import { MACHINE_HEADERS } from './machine-headers';

/** What the headers of this installation depend on. */
export interface Surroundings {
  /** Whether people reach it by https. */
  secure: boolean;
  /** Whether live components can be loaded at all: there is a publishable key. */
  live: boolean;
  /** React's own tools in development evaluate code and talk over a socket. */
  development: boolean;
}

/** What goes on with a request for a page, and back with its answer. */
export interface PageRules {
  /** For the request: Next reads the nonce off it, and puts that on what it writes into the page. */
  policy: string;
  /** For the answer. */
  headers: Readonly<Record<string, string>>;
}

/** Two years, as browsers' preload lists ask for at least one. Other hosts of the domain are not ours. */
export const STRICT_TRANSPORT = 'max-age=63072000';

/** The style element that Sonner writes; page-policy.test.ts holds it to the installed version. */
export const SONNER_STYLE = "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

/**
 * What Connect.js asks of a page, by Stripe's page on getting started with embedded components. The
 * hash is that of the style element that it writes.
 */
const CONNECT = {
  scripts: ['https://connect-js.stripe.com', 'https://js.stripe.com'],
  frames: ['https://connect-js.stripe.com', 'https://js.stripe.com'],
  images: ['https://*.stripe.com'],
  styles: ["'sha256-0hAheEzaMe6uXIKV4EehS9pu1am1lj/KnnzrOYqckXk='"],
} as const;

const NO_CONNECT = { scripts: [], frames: ["'none'"], images: [], styles: [] } as const;

const NEVER_NEEDED = [
  ...['accelerometer', 'autoplay', 'bluetooth', 'browsing-topics', 'camera', 'display-capture'],
  ...['encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['publickey-credentials-create', 'publickey-credentials-get', 'screen-wake-lock', 'serial'],
  ...['storage-access', 'usb', 'xr-spatial-tracking'],
];

const PERMISSIONS = NEVER_NEEDED.map((name) => `${name}=()`).join(', ');

/** What all pages carry beside their policy. */
const PLAIN = {
  ...MACHINE_HEADERS,
  'permissions-policy': PERMISSIONS,
  // Within the console, an address may be passed on; no other site hears of an account.
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/**
 * Two policies in one header, of which a script has to pass both. By the first, only what a script of
 * ours has brought in runs: markup that got into a page does not, whatever it names. By the second,
 * that comes from here, or from Stripe where live components load: a script of ours that is talked into
 * loading another address does not get it.
 */
function policyOf(nonce: string, stripe: boolean, { secure, development }: Surroundings): string {
  const connect = stripe ? CONNECT : NO_CONNECT;
  const own = `'nonce-${nonce}'`;
  const evaluated = development ? ["'unsafe-eval'"] : [];
  const first: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': [own, "'strict-dynamic'", ...evaluated],
    'style-src': ["'self'", own, SONNER_STYLE, ...connect.styles],
    // React writes the style of an element as its attribute.
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", ...connect.images],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(development ? ['ws:'] : [])],
    'frame-src': connect.frames,
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(secure && { 'upgrade-insecure-requests': [] }),
  };
  const directives = Object.entries(first).map(([name, sources]) => [name, ...sources].join(' '));
  const second = ['script-src', "'self'", own, ...connect.scripts, ...evaluated].join(' ');
  return `${directives.join('; ')}, ${second}`;
}

/** Whether a path is a page's, by which it gets a policy of its own with each answer. */
export function isPage(path: string): boolean {
  return !/^\/(?:api|v1|_next)(?:\/|$)/.test(path) && path !== '/icon.svg';
}

/**
 * Makes what is asked for each request: the rules of the page at that path, with a nonce that no other
 * answer has; null for what is no page and carries `MACHINE_HEADERS`. A live page alone leaves
 * `Cross-Origin-Opener-Policy` as it is by default, because Stripe's sign-in opens a window and comes back.
 */
export function pageRulesFor(surroundings: Surroundings): (path: string) => PageRules | null {
  return (path) => {
    if (!isPage(path)) return null;
    const stripe = surroundings.live && isLivePage(path);
    const policy = policyOf(randomBytes(16).toString('base64'), stripe, surroundings);
    const opener = stripe ? 'unsafe-none' : 'same-origin';
    return {
      policy,
      headers: {
        ...PLAIN,
        'content-security-policy': policy,
        'cross-origin-opener-policy': opener,
      },
    };
  };
}

/** The nonce of a policy, as the page that is sent with it needs it for its own inline script. */
export function nonceOf(policy: string | null): string | undefined {
  return /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy ?? '')?.[1];
}
