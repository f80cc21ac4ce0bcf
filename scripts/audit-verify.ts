import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { provideEnvironment, runVerdict } from './lib/database-command';

const USAGE = `Usage: npm run audit:verify                       read the whole audit and say whether it is whole
       npm run audit:verify -- --keep FILE        and write its heads to a file, to be kept elsewhere
       npm run audit:verify -- --against FILE     and check it against heads that were kept
It reads the database of DATABASE_URL, or the one that npm run up has started.
Ends with 0 where the audit is whole, 1 where it is not, 2 where that could not be found out.`;

async function main(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      keep: { type: 'string' },
      against: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  provideEnvironment({ opensSecrets: false });
  const { keptHead, verifyAudit } = await import('../lib/data/audit-chain');
  const { SYSTEM } = await import('../lib/domain/permissions');
  const { db } = await import('../lib/db');
  const kept = values.against
    ? z.array(keptHead).parse(JSON.parse(readFileSync(values.against, 'utf8')))
    : [];
  const context = { actor: SYSTEM, requestId: 'audit-verify', now: new Date() };
  try {
    const { whole, rows, breaks, heads } = await verifyAudit(context, { kept });
    for (const { chain, message } of breaks) console.log(`Chain ${chain}: ${message}`);
    console.log(
      `${rows} rows in ${heads.length} chains: ${whole ? 'whole.' : 'NOT as they were written.'}`,
    );
    if (values.keep) writeFileSync(values.keep, `${JSON.stringify(heads, null, 2)}\n`);
    return whole;
  } finally {
    await db().$disconnect();
  }
}

runVerdict(main, { failed: 'Could not verify', usage: USAGE });
