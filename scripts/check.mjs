// npm run check: the quick part of the tests.

import { ensureDependencies, importTypeScript, requireNode } from './lib/bootstrap.mjs';

requireNode();
ensureDependencies();
const { test } = await importTypeScript('scripts/test/main.ts');
await test('quick');
