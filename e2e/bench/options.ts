import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench [-- flags]
  --quick         small rounds and no world of a million accounts: less than two minutes, once all is built
  --only A,B      these rows only: see below
  --rounds N      rounds of each comparison (5)
  --seconds N     how long each is loaded in a round (8; a third of it before that to warm up)
  --accounts N    accounts of the large world (1000000)
  --audit N       rows of its audit (5000000)
Prints a table and writes .data/bench.json. Run it while the machine does nothing else.`;

/** What a benchmark was asked for. */
export interface Options {
  quick: boolean;
  only: readonly string[] | null;
  rounds: number;
  /** How long a server is loaded in a round, and before that without being measured. */
  loadMs: number;
  warmMs: number;
  /** How large the large world is. */
  accounts: number;
  auditRows: number;
}

const FLAGS = {
  quick: { type: 'boolean' },
  only: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  accounts: { type: 'string' },
  audit: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function positive(name: string, text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`--${name} is "${text}"; it takes a number above zero.`);
}

/**
 * Reads the flags; null where help is wanted. Throws, worded for the user, where they make no sense;
 * `rows` are the names that `--only` may have.
 */
export function readOptions(args: string[], rows: readonly string[]): Options | null {
  const { values } = parseArgs({ args, options: FLAGS });
  if (values.help) return null;
  const quick = values.quick ?? false;
  const only = values.only?.split(',').map((name) => name.trim()) ?? null;
  const unknown = only?.filter((name) => !rows.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new Error(`No row is called ${unknown.join(', ')}. There are: ${rows.join(', ')}.`);
  }
  const seconds = positive('seconds', values.seconds, quick ? 0.25 : 8);
  return {
    quick,
    only,
    rounds: Math.ceil(positive('rounds', values.rounds, 5)),
    loadMs: seconds * 1000,
    warmMs: (seconds * 1000) / 3,
    accounts: Math.ceil(positive('accounts', values.accounts, 1_000_000)),
    auditRows: Math.ceil(positive('audit', values.audit, 5_000_000)),
  };
}
