import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isPolicyPath } from '../../lib/domain/policy-files';
import { CommandError } from './errors';

/** Where a policy's files lie if no folder is named. */
export const FOLDER = 'policy';

/** The YAML files of a folder and of its `templates`, as paths within it. */
async function listed(folder: string): Promise<string[]> {
  const within = async (sub: string) => {
    const place = path.join(folder, sub);
    if (!existsSync(place)) return [];
    const entries = await readdir(place, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
      .filter((entry) => !entry.name.startsWith('.'))
      .map((entry) => path.posix.join(sub, entry.name));
  };
  return [...(await within('')), ...(await within('templates'))].sort();
}

/** A policy's files, by path within their folder, and the YAML files beside them that are none. */
export async function readFolder(
  folder: string,
): Promise<{ files: Map<string, string>; strangers: string[] }> {
  if (!existsSync(folder)) {
    throw new CommandError(
      `There is no folder ${folder}. "switchyard export ${folder}" makes one from your platform.`,
    );
  }
  const paths = await listed(folder);
  const known = paths.filter(isPolicyPath);
  if (known.length === 0) {
    throw new CommandError(
      `There is no policy in ${folder}: no rules.yaml, approvals.yaml, guardrails.yaml, accounts.yaml or templates/KEY.yaml.`,
    );
  }
  const texts = await Promise.all(known.map((name) => readFile(path.join(folder, name), 'utf8')));
  return {
    files: new Map(known.map((name, index) => [name, texts[index] ?? ''])),
    strangers: paths.filter((name) => !isPolicyPath(name)),
  };
}

/** What a file is to hold: its text, or its lines as they come. */
export type Content = string | AsyncIterable<string>;

/**
 * Writes files into a folder. All are written beside their places first and then put there, each at
 * once: where something fails before that, the folder is as it was. Returns the YAML files there
 * that are none of these.
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Content>,
): Promise<{ strangers: string[] }> {
  const made: { from: string; to: string }[] = [];
  try {
    for (const [name, content] of files) {
      const to = path.join(folder, name);
      await mkdir(path.dirname(to), { recursive: true });
      const from = path.join(path.dirname(to), `.${path.basename(to)}.${process.pid}.tmp`);
      made.push({ from, to });
      const source = typeof content === 'string' ? Readable.from([content]) : content;
      await pipeline(source, createWriteStream(from));
    }
    for (const { from, to } of made) await rename(from, to);
  } catch (error) {
    await Promise.all(made.map(({ from }) => rm(from, { force: true })));
    throw error;
  }
  const there = await listed(folder);
  return { strangers: there.filter((name) => !files.has(name)) };
}
