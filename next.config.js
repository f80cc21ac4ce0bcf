/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg-boss', 'prom-client', '@opentelemetry/sdk-node'],
  // Types are checked once, with the tests and scripts, by `npm run check`.
  typescript: { ignoreBuildErrors: true },
};
