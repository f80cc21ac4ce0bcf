/** Files that anybody may have, by the addresses that they are served under. */
export const OPEN_FILES: readonly string[] = ['/icon.svg'];

/** Addresses of files that a server has beside these, and of what it could be talked into fetching. */
export const CLOSED_FILES: readonly string[] = [
  ...['/.env', '/.env.local', '/package.json', '/next.config.js', '/prisma/schema.prisma'],
  ...['/.next/BUILD_ID', '/.next/server/server-reference-manifest.json', '/.git/config'],
  ...['/.data/e2e/demo.json', '/app/api/tokens/route.ts', '/lib/auth.ts', '/proc/self/environ'],
  ...['/_next/server/app-paths-manifest.json', '/_next/static/../server/app-paths-manifest.json'],
  ...['/_next/static/%2e%2e/server/app-paths-manifest.json', '/..%2f..%2f..%2fetc%2fpasswd'],
  ...['/_next/static/..%2f..%2fserver%2fapp-paths-manifest.json', '/_next/static/..\\..\\BUILD_ID'],
  ...['/icon.svg/../../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/_next/data/x/audit.json'],
  ...['/_next/image?url=%2Fapi%2Faudit&w=64&q=75', '/_next/image?url=%2F.env&w=64&q=75'],
  '/_next/image?url=http%3A%2F%2F169.254.169.254%2Flatest&w=64&q=75',
];

/** The routes that the front answers by itself, by a token; the console answers them all the same. */
export const LANE_ROUTES: readonly string[] = [
  'GET /api/accounts/[id]/policy',
  'POST /api/account-sessions',
  'POST /v1/account_sessions',
];

/** What stands before routes and pages, each for a reason. */
export const TURNINGS: readonly string[] = [
  // Gives pages their policy for browsers, and passes everything on.
  'proxy.ts',
];
