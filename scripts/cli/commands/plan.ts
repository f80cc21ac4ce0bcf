import { writeFile } from 'node:fs/promises';
import { connect } from '../api';
import { EXIT, type Exit } from '../errors';
import { FOLDER } from '../folder';
import { json, type Output } from '../output';
import { planNotes, planText } from '../plan-view';
import { planFolder } from '../planning';

/** `switchyard plan [DIR]`: what applying the files would do. */
export async function plan(
  output: Output,
  {
    folder = FOLDER,
    prune,
    out,
    asJson,
  }: { folder?: string; prune: boolean; out?: string; asJson: boolean },
): Promise<Exit> {
  const found = await planFolder(connect(), folder, { prune, now: new Date() });
  output.out(asJson ? json(found) : planText(output, found));
  if (out !== undefined) await writeFile(out, `${json(found)}\n`);
  if (!asJson) for (const note of planNotes(found)) output.note(note);
  if (found.changes.length === 0) return EXIT.fine;
  return found.changes.some(({ by, problem }) => by === 'apply' && problem)
    ? EXIT.error
    : EXIT.changes;
}
