import { fileURLToPath } from 'node:url';
import nextEnv from '@next/env';

// The first import of the process: what others read from the environment as they load stands there
// by then, from the same files and in the same order as Next reads them.

process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: () => undefined });
