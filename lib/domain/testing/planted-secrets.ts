/**
 * One secret of each kind that the product meets, with all that it holds made up, and what must not
 * be left of it anywhere. No secret is hexadecimal: it could stand in any id or hash by chance.
 */
export interface Planted {
  kind: string;
  text: string;
  secret: string;
}

// Put together here, so that no file holds anything that scanners take for a real one.
const random = 'Zq7Xw2Lp9Kd4Vb8Nm3Rt6Hs1Jf5Gc0Ty';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhZG1pbiJ9', random].join('.');

const whole = (kind: string, text: string): Planted => ({ kind, text, secret: text });
const within = (kind: string, before: string, secret: string, after = ''): Planted => ({
  kind,
  text: before + secret + after,
  secret,
});

export const PLANTED: readonly Planted[] = [
  whole('a secret key of Stripe’s', `sk_live_${random}`),
  whole('a test key of Stripe’s', `sk_test_${random}`),
  whole('a restricted key of Stripe’s', `rk_live_${random}`),
  whole('a webhook secret', `whsec_${random}+/${random}=`),
  whole('a session’s client secret', `accs_secret__${random}`),
  whole('a payment’s client secret', `pi_3Abc_secret_${random}`),
  whole('a token', `sw_${random}-${random}`),
  whole('a token as a key of Stripe’s', `rk_switchyard_sw_${random}-${random}`),
  whole('an invitation', `inv_${random}_${random}`),
  whole('a JSON Web Token', jwt),
  whole('a session of a person', `eyJhbGciOiJkaXIifQ..${random}.${random}.${random}`),
  whole('a password’s hash', `scrypt$${random}$${random}`),
  within('a bearer', 'Bearer ', random),
  within('a bearer in capitals', 'BEARER ', random),
  within('basic credentials', 'Basic ', Buffer.from(`user:${random}`).toString('base64')),
  within('an address with a password', 'https://user:', 'hunter-2.x', '@example.com/x'),
  within('a connection string', 'postgres://switchyard:', 'p4ss%2Fword', '@db:5432/x'),
  within('a connection string of pairs', 'host=db password=', 'hunter2', ' dbname=x'),
  within('a query', '/callback?x=1&code=', 'abc.def-1'),
  within('a cookie', 'next-auth.session-token=', 'wxy-uvz'),
  within('a secure cookie in parts', '__Secure-next-auth.session-token.0=', 'wxy-uvz', '; Path=/'),
  within('a header in text', 'authorization: ', 'Digest abc, x=1'),
  within('a cookie header in text', 'Cookie: theme=dark; sid=', 'kwzjqx'),
  within('a password in JSON', '{"password":"', 'correct horse', '"}'),
  within('a secret in JSON', '{"client_secret": "', 'battery staple', '"}'),
  within('a secret as Node shows it', "{ clientSecret: '", 'battery staple', "' }"),
  within('a variable', 'NEXTAUTH_SECRET=', 'correct-horse'),
  within('a sealing key', 'SECRETS_KEY=', `${random}abcdefghijk=`),
  within(
    'a private key',
    '-----BEGIN PRIVATE KEY-----\n',
    `${random}\n${random}`,
    '\n-----END PRIVATE KEY-----\n',
  ),
  within('a private key that was cut', '-----BEGIN RSA PRIVATE KEY-----\n', `${random}\n${random}`),
];

/** Names under which a value is secret, whatever it looks like, in the spellings that occur. */
export const SECRET_NAMES: readonly string[] = [
  ...['authorization', 'Authorization', 'AUTHORIZATION', 'Proxy-Authorization'],
  ...['cookie', 'Cookie', 'set-cookie', 'Set-Cookie', 'SET_COOKIE'],
  ...['client_secret', 'clientSecret', 'client-secret', 'CLIENT_SECRET', 'old_secret', 'secret'],
  ...[
    'password',
    'newPassword',
    'current_password',
    'passwordHash',
    'password_hash',
    'sslpassword',
  ],
  ...['token', 'access_token', 'refreshToken', 'id-token', 'csrfToken', 'session_token'],
  ...['apiKey', 'api_key', 'X-Api-Key', 'secretKey', 'STRIPE_SECRET_KEY', 'private_key'],
  ...['SECRETS_KEY', 'NEXTAUTH_SECRET', 'DATABASE_URL', 'connectionString', 'code_verifier'],
  ...['raw', 'rawHeaders', 'credentials', 'passphrase'],
];
