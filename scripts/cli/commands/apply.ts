import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { edit, MAX_EDITS } from '../../../lib/domain/edits';
import type { ChangeView } from '../../../lib/domain/views';
import { type Api, connect } from '../api';
import { CommandError, EXIT, type Exit } from '../errors';
import { FOLDER } from '../folder';
import { counted, json, type Output } from '../output';
import { planNotes, planText } from '../plan-view';
import { type PlannedChange, planFolder } from '../planning';
import { waitFor, waitsAlready } from '../waiting';

/** A plan as `plan --out` kept it, as far as apply needs it. */
const keptPlan = z.object({
  url: z.string(),
  changes: z.array(
    z.object({
      by: z.enum(['apply', 'admin']),
      edits: z
        .array(z.looseObject({ op: z.string() }))
        .min(1)
        .max(MAX_EDITS),
    }),
  ),
});

type Wanted = Pick<PlannedChange, 'edits' | 'by'>;

/** What became of one change. */
interface Made {
  id: string | null;
  status: ChangeView['status'];
  url: string | null;
}

async function readPlan(file: string, url: string): Promise<Wanted[]> {
  let kept: z.output<typeof keptPlan>;
  try {
    kept = keptPlan.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const one of kept.changes.flatMap(({ edits }) => edits)) edit.parse(one);
  } catch (error) {
    const why =
      error instanceof z.ZodError ? 'its content is not a plan' : (error as Error).message;
    throw new CommandError(
      `${file} cannot be used: ${why}. "switchyard plan --out FILE" writes one.`,
    );
  }
  if (kept.url !== url) {
    throw new CommandError(
      `${file} was planned against ${kept.url}, and this is ${url}. Plan again.`,
    );
  }
  return kept.changes as Wanted[];
}

const address = (api: Api, id: string | null) => (id === null ? null : `${api.url}/changes/${id}`);

/** Hands one change to the platform, unless the very same waits there already. */
async function hand(api: Api, { edits }: Wanted, reason: string): Promise<Made> {
  const open = await waitsAlready(api, edits);
  if (open) return { ...open, url: address(api, open.id) };
  const { id, status } = await api.post<ChangeView>('/api/changes', { reason, edits });
  return { id, status, url: address(api, id) };
}

function words({ status, url }: Made): string {
  if (status === 'unchanged') return 'Nothing was left to change.';
  return status === 'applied' ? `Applied: ${url}` : `Waits for approval: ${url}`;
}

const DONE: readonly Made['status'][] = ['applied', 'unchanged', 'reverted'];
const isDone = ({ status }: Made) => DONE.includes(status);

interface Options {
  folder?: string;
  reason: string;
  prune: boolean;
  plan?: string;
  /** Minutes to wait for approvals; undefined for not at all. */
  wait?: number;
  asJson: boolean;
}

async function wantedBy(api: Api, output: Output, options: Options): Promise<Wanted[]> {
  if (options.plan !== undefined) return readPlan(options.plan, api.url);
  const { folder = FOLDER, prune, asJson } = options;
  const found = await planFolder(api, folder, { prune, now: new Date() });
  if (!asJson) {
    output.out(planText(output, found));
    for (const note of planNotes(found)) output.note(note);
    if (found.changes.length > 0) output.out('');
  }
  if (found.changes.some(({ by, problem }) => by === 'apply' && problem)) {
    throw new CommandError('Nothing was applied, for the reasons above.');
  }
  return found.changes;
}

/**
 * `switchyard apply`: makes the platform's policy what the files say, or does what was planned before.
 * Each change is applied whole or kept for approval; after one that waits, none that follows is sent.
 */
export async function apply(output: Output, options: Options): Promise<Exit> {
  const api = connect();
  const all = await wantedBy(api, output, options);
  const wanted = all.filter(({ by }) => by === 'apply');
  const made: Made[] = [];
  let exit: Exit = EXIT.fine;
  for (const [index, change] of wanted.entries()) {
    let one = await hand(api, change, options.reason);
    if (!options.asJson) output.out(words(one));
    if (!isDone(one) && one.id !== null && options.wait !== undefined) {
      one = { ...one, status: await waitFor(api, one.id, options.wait) };
      if (!options.asJson && isDone(one)) output.out(words(one));
      if (one.status === 'rejected' || one.status === 'failed') exit = EXIT.error;
      else if (!isDone(one)) exit = EXIT.waiting;
      if (exit !== EXIT.fine)
        output.note(`The change is ${one.status.replace('_', ' ')}: ${one.url}`);
    }
    made.push(one);
    const rest = wanted.length - index - 1;
    if (!isDone(one) && rest > 0) {
      output.note(`${counted(rest, 'change')} not sent: apply again once this one is applied.`);
      break;
    }
  }
  if (wanted.length < all.length) {
    output.note(`Left to an admin: ${api.url}/rules/approvals, ${api.url}/rules/guardrails`);
  }
  if (options.asJson) output.out(json({ url: api.url, changes: made }));
  return exit;
}
