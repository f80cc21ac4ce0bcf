/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Pages and routes are loaded when somebody first asks for them: a start is a fifth shorter, and what
  // nobody asks for takes no memory. The first visit of a large page takes a tenth of a second longer.
  experimental: { preloadEntriesOnStart: false },
  serverExternalPackages: ['pg-boss', 'prom-client', '@opentelemetry/sdk-node'],
  // Types are checked once, with the tests and scripts, by `npm run check`.
  typescript: { ignoreBuildErrors: true },
};
