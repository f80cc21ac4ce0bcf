import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { overWorld, workOn } from './work-on';
import { fillWorld } from './world';

const USAGE = `Usage: npm run bench:impact -- [--accounts 1000000] [--templates 500] [--overrides 200000] [--rounds 5] [--database URL]
Measures how long it takes to say what edits would do to a world: a dry run through the one door for
writes, as POST /api/changes does it. Without --database it makes a world of that size of its own.`;

/** With one more they are six. */
const FIVE_CELLS = ['payments', 'payouts', 'balances', 'documents', 'tax_settings'];

/** Settings that turn each of these cells of a template to what it does not have it as. */
type Turned = (template: string, cells: readonly string[]) => Record<string, 'on' | 'off'>;

/** Edits of which the impact is measured. Each round asks for something else, and would change something. */
const wantedFor = (turned: Turned): { name: string; edits: (round: number) => object[] }[] => {
  const update = (key: string, set: object) => [{ op: 'template.update', key, set }];
  const leaf = 't400';
  return [
    {
      name: 'base template, one cell',
      edits: (round) =>
        update('base', { [`payments.${round % 2 ? 'dispute' : 'refund'}_management`]: 'off' }),
    },
    {
      name: 'base template, six cells',
      edits: (round) => {
        const sixth = round % 2 ? 'tax_registrations' : 'notification_banner';
        return update('base', turned('base', [...FIVE_CELLS, sixth]));
      },
    },
    {
      name: 'a leaf template, one cell',
      edits: (round) => update(leaf, turned(leaf, [round % 2 ? 'payments' : 'payouts'])),
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
};

/** How long the impact of one kind of edit took, round by round, the first one included. */
export interface ImpactFigures {
  name: string;
  accounts: number;
  flipping: number;
  /** Milliseconds of each round. */
  rounds: number[];
  medianMs: number;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Measures the impact of each kind of edit on a filled database. Nothing is written. */
export async function measureImpact(databaseUrl: string, rounds = 5): Promise<ImpactFigures[]> {
  workOn(databaseUrl);
  const { submitChange } = await import('../../lib/data/changes/submit-change');
  const { changeRequest } = await import('../../lib/domain/edits');
  const { loadWorldOf } = await import('../../lib/data/changes/load-world');
  const { db } = await import('../../lib/db');
  const { saidByTemplate } = await import('../../lib/domain/layers');
  const { SYSTEM } = await import('../../lib/domain/permissions');
  const asked = () => ({ actor: SYSTEM, requestId: 'bench', now: new Date() });
  const { templates } = await loadWorldOf(db(), []);
  const turned: Turned = (template, cells) => {
    const said: Readonly<Record<string, string>> = saidByTemplate(templates, template);
    return Object.fromEntries(cells.map((cell) => [cell, said[cell] === 'on' ? 'off' : 'on']));
  };
  const figures: ImpactFigures[] = [];
  for (const { name, edits } of wantedFor(turned)) {
    const took: number[] = [];
    let impact = { accounts: 0, flipping: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const body = { reason: 'A benchmark', edits: edits(round), dryRun: true };
      const request = changeRequest.parse(body);
      const context = asked();
      const start = performance.now();
      ({ impact } = await submitChange(context, request));
      took.push(performance.now() - start);
      if (impact.flipping === 0) throw new Error(`An edit of "${name}" would change nothing.`);
    }
    const { accounts, flipping } = impact;
    figures.push({ name, accounts, flipping, rounds: took, medianMs: median(took) });
  }
  return figures;
}

function show({ name, accounts, flipping, rounds, medianMs }: ImpactFigures): string {
  const ms = `${medianMs.toFixed(0)} ms`.padEnd(9);
  const all = rounds.map((took) => took.toFixed(0)).join(' ');
  return `${name.padEnd(28)} ${String(accounts).padStart(10)} ${String(flipping).padStart(10)}   ${ms}  ${all}`;
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      templates: { type: 'string', default: '500' },
      overrides: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '5' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  const fill = async (url: string) => {
    const size = {
      accounts: Number(values.accounts),
      templates: Number(values.templates),
      overrides: Number(values.overrides),
    };
    await fillWorld(url, size);
    console.log(JSON.stringify(size));
  };
  await overWorld(values.database, fill, async (url) => {
    console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
    console.log('dry run of                     accounts   flipping   median     all rounds (ms)');
    const figures = await measureImpact(url, Number(values.rounds));
    for (const one of figures) console.log(show(one));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
}
