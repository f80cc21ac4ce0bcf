// npm test: everything, from a fresh checkout.

import { ensureDependencies, importTypeScript, requireNode } from './lib/bootstrap.mjs';

requireNode();
ensureDependencies();
const { test } = await importTypeScript('scripts/test/main.ts');
await test('all');
