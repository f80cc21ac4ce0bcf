#!/usr/bin/env node
// switchyard: policy as code, and questions about it, over the HTTP API.

import { importTypeScript, requireNode } from '../lib/bootstrap.mjs';

requireNode();
const { guardErrors } = await importTypeScript('lib/guard-output.ts');
guardErrors();
const { main } = await importTypeScript('scripts/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
