import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { SealedWith } from '../lib/data/sealed/reseal';
import { provideEnvironment, runVerdict } from './lib/database-command';

const USAGE = `Usage: npm run secrets:rotate                  seal all kept secrets with SECRETS_KEY
       npm run secrets:rotate -- --check       say with which keys they are sealed, and change nothing
       npm run secrets:rotate -- --new-key     print a new key, and do nothing else
       npm run secrets:rotate -- --give-up     for a lost key: replace what does not open, and pause its endpoints
It works on the database of DATABASE_URL with the keys in SECRETS_KEY and SECRETS_KEYS_OLD, or on what
npm run up has made. It may be broken off and begun again.
Ends with 0 where all is sealed with SECRETS_KEY, 1 where it is not, 2 where that could not be found out.`;

const named = (key: string | null) => (key === null ? 'a key without an id' : `key ${key}`);

const counted = (values: number) => (values === 1 ? '1 secret' : `${values} secrets`);

/** How things stand, a line for each key, and what that means for the keys in the environment. */
function standing(found: readonly SealedWith[], keys: { current: string; old: string[] }) {
  const lines = found.map(({ key, is, values, unreadable }) => {
    const closed = unreadable > 0 ? `, ${unreadable} of which do not open` : '';
    const what = { current: 'the current one', old: 'a former one', missing: 'NOT among the keys' };
    return `${counted(values)} sealed with ${named(key)}, ${what[is]}${closed}.`;
  });
  const used = new Set(found.map(({ key }) => key));
  for (const old of keys.old) {
    lines.push(
      used.has(old)
        ? `Keep key ${old} in SECRETS_KEYS_OLD: secrets are sealed with it.`
        : `Key ${old} may leave SECRETS_KEYS_OLD once no instance has it as SECRETS_KEY. Keep it beside backups that are older than this.`,
    );
  }
  const rotated = found.every(({ is, unreadable }) => is === 'current' && unreadable === 0);
  lines.push(
    rotated
      ? `All that is kept is sealed with key ${keys.current}.`
      : `NOT all that is kept is sealed with key ${keys.current}.`,
  );
  return { lines, rotated };
}

async function main(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      check: { type: 'boolean' },
      'new-key': { type: 'boolean' },
      'give-up': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values['new-key']) {
    console.log(values.help ? USAGE : randomBytes(32).toString('base64'));
    return true;
  }
  provideEnvironment({ opensSecrets: true });
  const { inspectSealed, resealAll } = await import('../lib/data/sealed/reseal');
  const { keys } = await import('../lib/data/sealed/seal');
  const { giveUpUnreadable } = await import('../lib/data/notices/give-up');
  const { SYSTEM } = await import('../lib/domain/permissions');
  const { db } = await import('../lib/db');
  const context = { actor: SYSTEM, requestId: 'secrets-rotate', now: new Date() };
  const { current, byId } = keys();
  const old = [...byId.keys()].filter((id) => id !== current.id);
  try {
    if (values['give-up']) {
      for (const id of await giveUpUnreadable(context, undefined)) {
        console.log(
          `Endpoint ${id}: its secret is given up. Rotate it under Notices, then let it go on.`,
        );
      }
    }
    if (!values.check) {
      const { resealed, unreadable } = await resealAll(context, undefined);
      console.log(`${counted(resealed)} sealed anew.`);
      for (const { table, column, id } of unreadable) {
        console.log(`${table} ${id}: its ${column} does not open, and stays as it is.`);
      }
    }
    const { lines, rotated } = standing(await inspectSealed(context, undefined), {
      current: current.id,
      old,
    });
    for (const line of lines) console.log(line);
    return rotated;
  } finally {
    await db().$disconnect();
  }
}

runVerdict(main, { failed: 'Could not rotate', usage: USAGE });
