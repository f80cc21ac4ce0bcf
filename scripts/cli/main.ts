import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { EXIT, type Exit, errorLines } from './errors';
import { type Output, terminal } from './output';

const HELP = `
Configuration:
  SWITCHYARD_URL     the address of your Switchyard
  SWITCHYARD_TOKEN   an API token; it is never taken from the command line, and never printed

Exit codes:
  0  done, or nothing to do
  1  something is wrong; standard error says what
  2  plan: there are changes
  3  apply --wait: the change still waits for approval`;

const list = (text: string) => text.split(',').map((one) => one.trim());

function minutes(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Give a number of minutes.');
}

/** Adds the commands; each loads what it needs only when it is the one that runs. */
function commands(program: Command, output: Output, end: (exit: Exit) => void): void {
  const dir = '[dir]';
  const dirHelp = 'the folder of the files (default: policy)';
  const add = (name: string, description: string) =>
    program.command(name).description(description).option('--json', 'for machines');

  add('export', 'write the platform’s policy to files')
    .argument(dir, dirHelp)
    .option('--accounts', 'with what single accounts have of their own')
    .action(async (folder, { accounts = false, json: asJson = false }) => {
      const { exportPolicy } = await import('./commands/export');
      end(await exportPolicy(output, { folder, accounts, asJson }));
    });
  add('validate', 'check files without a platform')
    .argument(dir, dirHelp)
    .action(async (folder, { json: asJson = false }) => {
      const { validate } = await import('./commands/validate');
      end(await validate(output, { folder, asJson }));
    });
  add('plan', 'show what applying the files would do')
    .argument(dir, dirHelp)
    .option('--prune', 'take away what files do not name')
    .option('--out <file>', 'keep the plan, for apply --plan')
    .action(async (folder, { prune = false, out, json: asJson = false }) => {
      const { plan } = await import('./commands/plan');
      end(await plan(output, { folder, prune, out, asJson }));
    });
  add('apply', 'make the platform’s policy what the files say')
    .argument(dir, dirHelp)
    .requiredOption('--reason <text>', 'why; it stands in the audit')
    .option('--prune', 'take away what files do not name')
    .option('--plan <file>', 'apply a plan that was kept, exactly')
    .option('--wait [minutes]', 'wait until approved, and apply then', minutes)
    .action(async (folder, { reason, prune = false, plan, wait, json: asJson = false }) => {
      const { apply } = await import('./commands/apply');
      end(
        await apply(output, {
          folder,
          reason,
          prune,
          plan,
          wait: wait === true ? 60 : wait,
          asJson,
        }),
      );
    });
  add('explain', 'say why a cell of an account is what it is')
    .argument('<account>', 'acct_…')
    .argument('<cell>', 'e.g. payments.refund_management')
    .action(async (account, cell, { json: asJson = false }) => {
      const { explain } = await import('./commands/explain');
      end(await explain(output, { account, cell, asJson }));
    });
  add('mint', 'create a session; standard output holds the client secret alone')
    .argument('<account>', 'acct_…')
    .option('--components <names>', 'only these, with commas between them', list)
    .action(async (account, { components, json: asJson = false }) => {
      const { mint } = await import('./commands/mint');
      end(await mint(output, { account, components, asJson }));
    });
  add('drift', 'list where Stripe answered otherwise than was predicted')
    .option('--account <id>', 'of one account only')
    .option('--past', 'also what has ended')
    .action(async ({ account, past = false, json: asJson = false }) => {
      const { drift } = await import('./commands/drift');
      end(await drift(output, { account, past, asJson }));
    });
  program
    .command('schema')
    .description('print the JSON Schema of a kind of file, or list the kinds')
    .argument('[name]', 'template, rules, approvals, guardrails or accounts')
    .action(async (name) => {
      const { schema } = await import('./commands/schema');
      end(schema(output, { name }));
    });
}

/** Runs the command that these arguments name, and returns how it ends. */
export async function main(args: string[], output: Output = terminal()): Promise<Exit> {
  let exit: Exit = EXIT.fine;
  const program = new Command('switchyard')
    .description('Policy as code for Switchyard, and questions about it.')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureHelp({ helpWidth: output.width });
  commands(program, output, (ended) => {
    exit = ended;
  });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    // Commander has said by then what is wrong with the arguments, or shown its help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.error;
    for (const line of errorLines(error)) output.note(line);
    return EXIT.error;
  }
}
