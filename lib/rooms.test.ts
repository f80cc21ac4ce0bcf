import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Which rooms each room may import from. A room is the longest of these paths that a file lies in;
 * a package stands for itself. What is not listed is not allowed.
 */
const ROOMS: Record<string, { rooms: string[]; packages: string[] }> = {
  'lib/domain': { rooms: [], packages: ['zod', 'stripe', 'yaml'] },
  'lib/data': {
    rooms: [
      'lib/domain',
      'lib/db.ts',
      'lib/db-line.ts',
      'lib/db-probe.ts',
      'lib/db-watch.ts',
      'lib/env.ts',
      'lib/time.ts',
      'lib/trace.ts',
    ],
    packages: [
      'server-only',
      'zod',
      'lru-cache',
      'csv-parse',
      'node:crypto',
      'node:fs/promises',
      'node:path',
      'node:timers/promises',
    ],
  },
  'lib/stripe': {
    rooms: ['lib/domain', 'lib/metrics', 'lib/env.ts', 'lib/trace.ts'],
    packages: ['server-only', 'stripe', 'p-retry', 'undici', 'node:crypto'],
  },
  // Platforms copy it: but for types, it stands alone.
  'lib/client': { rooms: ['lib/domain'], packages: [] },
  'lib/mint': {
    rooms: [
      'lib/domain',
      'lib/data',
      'lib/stripe',
      'lib/metrics',
      'lib/env.ts',
      'lib/log.ts',
      'lib/trace.ts',
    ],
    packages: ['server-only', 'stripe'],
  },
  // What merchants' pages wait for: it is served without Next, so nothing of that may come in.
  'lib/lane': {
    rooms: [
      'lib/domain',
      'lib/data',
      'lib/mint',
      'lib/http',
      'lib/metrics',
      'lib/bearer.ts',
      'lib/env.ts',
      'lib/log.ts',
      'lib/time.ts',
      'lib/trace.ts',
    ],
    packages: ['server-only', 'zod', 'node:http'],
  },
  'lib/mirror': {
    rooms: [
      'lib/domain',
      'lib/data',
      'lib/stripe',
      'lib/env.ts',
      'lib/log.ts',
      'lib/stopping.ts',
      'lib/time.ts',
    ],
    packages: ['server-only', 'node:crypto', 'node:timers/promises'],
  },
  'lib/fees': {
    rooms: [
      'lib/domain',
      'lib/data',
      'lib/mirror/parts.ts',
      'lib/mirror/run.ts',
      'lib/stripe',
      'lib/log.ts',
      'lib/time.ts',
    ],
    packages: ['server-only'],
  },
  'lib/metrics': {
    rooms: ['lib/domain', 'package.json'],
    packages: ['server-only', 'prom-client'],
  },
  // The process that owns the port; nothing imports it.
  'lib/front': {
    rooms: [
      'lib/lane',
      'lib/data/sealed/known-keys.ts',
      'lib/metrics',
      'lib/http',
      'lib/db.ts',
      'lib/db-watch.ts',
      'lib/env.ts',
      'lib/front-link.ts',
      'lib/guard-output.ts',
      'lib/in-flight.ts',
      'lib/log.ts',
      'lib/page-outcome.ts',
      'lib/shutdown.ts',
      'lib/start-tracing.ts',
    ],
    packages: [
      'next',
      '@next/env',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:http',
      'node:module',
      'node:os',
      'node:path',
      'node:stream',
      'node:url',
      'node:v8',
      'node:vm',
    ],
  },
  'lib/notices': {
    rooms: ['lib/domain'],
    packages: [
      'server-only',
      'standardwebhooks',
      'node:dns',
      'node:http',
      'node:https',
      'node:net',
    ],
  },
  'lib/jobs': {
    rooms: [
      'lib/domain',
      'lib/data',
      'lib/fees',
      'lib/metrics',
      'lib/mirror',
      'lib/notices',
      'lib/db-client.ts',
      'lib/db-watch.ts',
      'lib/env.ts',
      'lib/log.ts',
      'lib/stopping.ts',
      'lib/time.ts',
      'lib/trace.ts',
    ],
    packages: ['server-only', 'pg-boss', 'node:crypto'],
  },
  'lib/http': {
    rooms: ['lib/domain'],
    packages: ['zod', 'jsonc-parser', 'qs', 'node:crypto', 'node:stream'],
  },
  // Only what is said of routes comes in, and a document goes out.
  'lib/openapi': { rooms: ['lib/domain', 'lib/http'], packages: ['zod'] },
  components: {
    rooms: ['lib/domain'],
    packages: [
      'react',
      'next',
      'next-auth',
      'next-themes',
      'radix-ui',
      'lucide-react',
      'sonner',
      'cmdk',
      '@stripe/connect-js',
      '@stripe/react-connect-js',
      '@visx/scale',
      '@visx/shape',
    ],
  },
};

/** Files that may import the Stripe SDK itself and not only its types. */
const SDK_IMPORTERS = 'lib/stripe';

interface Import {
  file: string;
  from: string;
  typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/\.test\.tsx?$|\/testing\/|\/generated\//.test(file));
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, from]) => ({
    file,
    from: from ?? '',
    typeOnly: type !== undefined,
  }));
}

/** Where an import leads: a path within the project, or the package's name. */
function target({ file, from }: Import): { path?: string; package?: string } {
  if (from.startsWith('@/')) return { path: from.slice(2) };
  if (from.startsWith('.')) return { path: path.join(path.dirname(file), from) };
  const [first = '', second] = from.split('/');
  return {
    package: first.startsWith('@') ? `${first}/${second}` : first === 'node:fs' ? from : first,
  };
}

const within = (place: string, room: string) =>
  place === room || `${place}.ts` === room || place.startsWith(`${room}/`);

const all = ['lib', 'components'].flatMap(sources).flatMap(importsOf);

test.each(Object.entries(ROOMS))('%s imports only what it may', (room, allowed) => {
  const own = all.filter(({ file }) => within(file, room));
  expect(own.length).toBeGreaterThan(0);
  const strays = own.filter((found) => {
    const to = target(found);
    if (to.path !== undefined) {
      return ![room, ...allowed.rooms].some((place) => within(to.path ?? '', place));
    }
    return !allowed.packages.includes(to.package ?? '') && !allowed.packages.includes(found.from);
  });
  expect(strays).toEqual([]);
});

test('nothing imports app', () => {
  expect(all.filter((found) => within(target(found).path ?? '', 'app'))).toEqual([]);
});

test('nothing imports the front', () => {
  const strays = all.filter(
    (found) => within(target(found).path ?? '', 'lib/front') && !within(found.file, 'lib/front'),
  );
  expect(strays).toEqual([]);
});

test('what runs of the client stands alone', () => {
  const strays = all.filter(
    (found) =>
      within(found.file, 'lib/client') &&
      !found.typeOnly &&
      !within(target(found).path ?? '', 'lib/client'),
  );
  expect(strays).toEqual([]);
});

test('only one room imports the Stripe SDK; others take its types', () => {
  const strays = all.filter(
    (found) =>
      target(found).package === 'stripe' && !found.typeOnly && !within(found.file, SDK_IMPORTERS),
  );
  expect(strays).toEqual([]);
});
