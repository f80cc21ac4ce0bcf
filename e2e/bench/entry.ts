import { randomBytes, randomUUID } from 'node:crypto';
import { submitChange } from '../../lib/data/changes/submit-change';
import { createToken } from '../../lib/data/tokens';
import { createUser } from '../../lib/data/users';
import { CELLS } from '../../lib/domain/cells';
import { changeRequest } from '../../lib/domain/edits';
import { SCOPES, SYSTEM } from '../../lib/domain/permissions';
import { MINT_TEMPLATES, mintTemplate } from './mint-templates';

/** How to enter an installation that is measured. */
export interface Entry {
  token: string;
  user: { email: string; password: string };
}

const context = () => ({
  actor: SYSTEM,
  requestId: `bench-${randomUUID()}`,
  now: new Date(),
});

/** A base template that enables every component, and the templates of the accounts that are minted for. */
async function writeTemplates(): Promise<void> {
  const components = CELLS.filter(({ feature }) => feature === null);
  const everything = Object.fromEntries(components.map(({ cell }) => [cell, 'on']));
  const request = changeRequest.parse({
    reason: 'A benchmark',
    edits: [
      { op: 'template.update', key: 'base', set: everything },
      ...Array.from({ length: MINT_TEMPLATES }, (_, n) => ({
        op: 'template.create',
        ...mintTemplate(n),
      })),
    ],
  });
  await submitChange(context(), request);
}

/**
 * Makes what a migrated database lacks for a benchmark: its templates, a token with every scope and
 * an admin who can sign in. To be called with the database in the environment.
 */
export async function prepareEntry(): Promise<Entry> {
  await writeTemplates();
  const { token } = await createToken(context(), {
    name: 'Benchmark',
    scopes: [...SCOPES],
    expiresAt: null,
  });
  const user = { email: 'bench@switchyard.example', password: randomBytes(12).toString('hex') };
  await createUser(context(), { ...user, name: 'Bench', role: 'admin' });
  return { token, user };
}
