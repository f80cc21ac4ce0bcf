import path from 'node:path';
import { projectRoot } from '../../scripts/lib/files';
import { type Demo, readDemoFile } from '../../scripts/up/demo-file';

export type { Demo };

/** A role that the demo has a user for. */
export type Role = keyof Demo['users'];

/** The data folder of the Switchyard that the browser tests run against. */
export const E2E_DATA_DIR = path.join(projectRoot, '.data', 'e2e');

/** How to enter the demo: its address, a user of every role, a token with every scope. */
export function demo(): Demo {
  const found = readDemoFile(E2E_DATA_DIR);
  if (!found)
    throw new Error(`No demo.json in ${E2E_DATA_DIR}: Playwright's web server writes it.`);
  return found;
}

/** Where the setup project keeps the signed-in state of a role, and specs take it from. */
export function authFile(role: Role): string {
  return path.join(E2E_DATA_DIR, 'auth', `${role}.json`);
}
