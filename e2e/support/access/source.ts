import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const app = path.join(root, 'app');

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort();
}

/** The address of a folder of `app`, as `/accounts/[id]`: groups in parentheses are no part of it. */
function addressOf(file: string): string {
  const parts = path.relative(app, path.join(root, path.dirname(file))).split(path.sep);
  return `/${parts.filter((part) => part && !/^\(.*\)$/.test(part)).join('/')}`;
}

const METHOD = /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;

/** The methods that a route module exports, however it spells that. */
export function methodsOf(text: string): string[] {
  const declared = text.matchAll(
    /^export\s+(?:async\s+)?(?:const|let|var|function)\s+\{?([^=(]*)/gm,
  );
  const listed = text.matchAll(/^export\s*\{([^}]*)\}/gm);
  const found = [...declared, ...listed].flatMap(([, names = '']) =>
    [...names.matchAll(METHOD)].map(([method]) => method),
  );
  return [...new Set(found)].sort();
}

/** Every method of every route in the source, as `GET /api/accounts`. */
export function routesInSource(): string[] {
  return filesIn('app')
    .filter((file) => /^route\.[cm]?[jt]sx?$/.test(path.basename(file)))
    .flatMap((file) => {
      const methods = methodsOf(read(file));
      const route = addressOf(file);
      return methods.length > 0
        ? methods.map((method) => `${method} ${route}`)
        : [`no method ${route}`];
    })
    .sort();
}

/** Every page in the source, as `/accounts/[id]`. */
export function pagesInSource(): string[] {
  return filesIn('app')
    .filter((file) => /^(page|default)\.([cm]?[jt]sx?|mdx?)$/.test(path.basename(file)))
    .map(addressOf)
    .sort();
}

const MADE_BY_NEXT =
  /^(favicon|icon\d*|apple-icon\d*|opengraph-image\d*|twitter-image\d*|sitemap|robots|manifest)\.\w+$/;

/** Every file that is served as it is, or that Next makes an address for by its name. */
export function filesInSource(): string[] {
  const named = filesIn('app')
    .filter((file) => MADE_BY_NEXT.test(path.basename(file)))
    .map((file) => path.posix.join(addressOf(file), path.basename(file)));
  const shared = existsSync(path.join(root, 'public'))
    ? filesIn('public').map((file) => `/${path.relative('public', file)}`)
    : [];
  return [...named, ...shared].sort();
}

/** Every file that asks for server actions: functions that a browser may call by themselves. */
export function actionsInSource(): string[] {
  return ['app', 'components', 'lib']
    .flatMap(filesIn)
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && /^\s*['"]use server['"]/m.test(read(file)));
}

/** Whatever else may answer, or turn requests aside, before a route or a page does. */
export function turningsInSource(): string[] {
  const names = ['middleware', 'proxy'].flatMap((name) =>
    ['', 'src/'].flatMap((folder) => ['ts', 'js', 'mjs'].map((end) => `${folder}${name}.${end}`)),
  );
  const files = [...names, 'pages', 'src'].filter((name) => existsSync(path.join(root, name)));
  const config = [...read('next.config.js').matchAll(/\b(rewrites|redirects|basePath|i18n)\b/g)];
  return [...files, ...config.map(([name]) => `${name} in next.config.js`)];
}

/** The routes that the front answers before the console, as `POST /api/account-sessions`. */
export function laneInSource(): string[] {
  return [...read('lib/lane/lane.ts').matchAll(/method: '([A-Z]+)',\s+pattern: '([^']+)'/g)]
    .map(([, method, pattern]) => `${method} ${pattern}`)
    .sort();
}

/** How many handlers the front has: each has to have a name. */
export function laneHandlers(): number {
  return [...read('lib/lane/lane.ts').matchAll(/\bhandler: \w+\(/g)].length;
}

/** The actions that next-auth answers to, as its own source lists them. */
export function signInActionsInSource(): string[] {
  const text = read('node_modules/next-auth/core/index.js');
  return [...new Set([...text.matchAll(/case "([^"]+)":/g)].map(([, name = '']) => name))].sort();
}
