import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { temporaryPostgres } from '../../scripts/lib/temporary-postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { fillWorld } from './world';

const USAGE = `Usage: npm run bench:impact -- [--accounts 1000000] [--templates 500] [--overrides 200000] [--rounds 5]
Makes a world of that size in a Postgres of its own and measures how long it takes to say what
edits would do to it: a dry run through the one door for writes, as POST /api/changes does it.`;

const WANTED: { name: string; edits: (round: number) => object[] }[] = [
  {
    name: 'base template, one cell',
    edits: (round) => [
      {
        op: 'template.update',
        key: 'base',
        set: { 'payments.refund_management': round % 2 ? 'on' : 'off' },
      },
    ],
  },
  {
    name: 'base template, six cells',
    edits: (round) => [
      {
        op: 'template.update',
        key: 'base',
        set: Object.fromEntries(
          [
            'payments',
            'payouts',
            'balances',
            'documents',
            'tax_settings',
            'notification_banner',
          ].map((cell) => [cell, round % 2 ? 'on' : 'off']),
        ),
      },
    ],
  },
  {
    name: 'a leaf template, one cell',
    edits: (round) => [
      { op: 'template.update', key: 't400', set: { payouts: round % 2 ? 'on' : 'off' } },
    ],
  },
  {
    name: 'rules that move a tenth',
    edits: (round) => [
      {
        op: 'rules.replace',
        rules: [{ when: { country: [round % 2 ? 'DE' : 'FR'] }, template: 't1' }],
        default: 'base',
      },
    ],
  },
];

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      templates: { type: 'string', default: '500' },
      overrides: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  const size = {
    accounts: Number(values.accounts),
    templates: Number(values.templates),
    overrides: Number(values.overrides),
  };
  const server = await temporaryPostgres();
  try {
    await applyMigrations(server.url);
    const began = performance.now();
    await fillWorld(server.url, size);
    const filled = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${JSON.stringify(size)}, made in ${filled} s`);
    console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
    Object.assign(process.env, {
      DATABASE_URL: server.url,
      STRIPE_SECRET_KEY: 'not-used',
      NEXTAUTH_SECRET: 'not-used-by-this-command-at-all-',
    });
    const { submitChange } = await import('../../lib/data/changes/submit-change');
    const { accountClasses } = await import('../../lib/data/account-classes');
    const { changeRequest } = await import('../../lib/domain/edits');
    const { SYSTEM } = await import('../../lib/domain/permissions');
    const { db } = await import('../../lib/db');
    try {
      const classes = (await accountClasses(db(), new Date())).length;
      console.log(`${classes.toLocaleString('en')} classes of accounts that cannot differ\n`);
      console.log(
        'dry run of                     accounts   flipping   median     all rounds (ms)',
      );
      for (const { name, edits } of WANTED) {
        const took: number[] = [];
        let impact = { accounts: 0, flipping: 0 };
        for (let round = 0; round < Number(values.rounds); round += 1) {
          const body = { reason: 'A benchmark', edits: edits(round), dryRun: true };
          const request = changeRequest.parse(body);
          const context = { actor: SYSTEM, requestId: 'bench', now: new Date() };
          const start = performance.now();
          ({ impact } = await submitChange(context, request));
          took.push(performance.now() - start);
        }
        const ms = (value: number) => `${value.toFixed(0)} ms`;
        console.log(
          `${name.padEnd(28)} ${String(impact.accounts).padStart(10)} ${String(impact.flipping).padStart(10)}` +
            `   ${ms(median(took)).padEnd(9)}  ${took.map((t) => t.toFixed(0)).join(' ')}`,
        );
      }
    } finally {
      await db().$disconnect();
    }
  } finally {
    await server.stop();
  }
}

await main(process.argv.slice(2));
