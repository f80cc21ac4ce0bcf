/** One thing that next-auth answers to, and what it answers to somebody who is not signed in. */
export interface SignInCase {
  /** As next-auth calls it. */
  action: string;
  method: 'GET' | 'POST';
  path: string;
  status: number;
  /** Where it leads, where it leads somewhere. */
  to?: RegExp;
  /** What the body is, where that could tell something. */
  says?: RegExp;
}

const at = (action: string, method: 'GET' | 'POST', path = action) => ({
  ...{ action, method, path: `/api/auth/${path}` },
});

/** Back to where the token that every form has is fetched: without it, nothing is done. */
const NO_CSRF_TOKEN = { status: 302, to: /\/api\/auth\/(signin|signout)\?csrf=true$/ };
const UNSUPPORTED = { status: 400, says: /^Error: This action with HTTP/ };

/**
 * Everything below `/api/auth`, written out by hand: it signs people in and out, and tells nobody of
 * others. What alters anything asks for next-auth’s own token of the form.
 */
export const SIGN_IN_CASES: readonly SignInCase[] = [
  { ...at('providers', 'GET'), status: 200, says: /^\{"credentials":\{[^{}]*\}\}$/ },
  { ...at('providers', 'POST'), ...UNSUPPORTED },
  { ...at('session', 'GET'), status: 200, says: /^\{\}$/ },
  { ...at('session', 'POST'), status: 400 },
  { ...at('csrf', 'GET'), status: 200, says: /^\{"csrfToken":"[0-9a-f]{64}"\}$/ },
  { ...at('csrf', 'POST'), ...UNSUPPORTED },
  { ...at('signin', 'GET'), status: 302, to: /\/sign-in\?/ },
  { ...at('signin', 'POST', 'signin/credentials'), ...NO_CSRF_TOKEN },
  { ...at('signout', 'GET'), status: 302, to: /\/sign-in/ },
  { ...at('signout', 'POST'), ...NO_CSRF_TOKEN },
  { ...at('callback', 'GET'), ...UNSUPPORTED },
  { ...at('callback', 'GET', 'callback/credentials'), status: 500, says: /not supported$/ },
  { ...at('callback', 'POST', 'callback/credentials'), ...NO_CSRF_TOKEN },
  { ...at('verify-request', 'GET'), status: 302, to: /\/sign-in/ },
  { ...at('error', 'GET'), status: 302, to: /\/sign-in\?error=/ },
  { ...at('_log', 'GET'), ...UNSUPPORTED },
  // It would log what browsers tell of; here it says nothing and writes nothing.
  { ...at('_log', 'POST'), status: 200, says: /^$/ },
];
