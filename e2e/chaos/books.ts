import { readFileSync } from 'node:fs';
import { npmRun } from '../support/command';
import type { Ledger } from '../traffic/ledger';
import type { Scene } from '../traffic/scene';
import { type Book, canonical, openBook } from './book';
import {
  eventsBook,
  jobsBook,
  lostBook,
  type Mirrored,
  schedulesBook,
  wholeBook,
} from './changes-books';
import { asSeen, type Harvest } from './harvest';
import { type Kept, readKept, tablesOf } from './kept';
import { type MintEntry, mintsBook } from './mints-book';
import { Policies } from './policies';
import { policyBook } from './policy-book';
import { secretsBook, type Written } from './secrets-book';

const linesOf = (file: string): Written => ({
  place: file,
  parts: readFileSync(file, 'utf8').split('\n'),
});

async function mirrored(
  { emulator }: Scene,
  { events }: Ledger,
  { capabilities }: Kept,
): Promise<Mirrored[]> {
  const accounts = [...new Set(events.map(({ account }) => account))];
  return Promise.all(
    accounts.map(async (account) => {
      const answer = await fetch(`${emulator.url}/v1/accounts/${account}`, {
        headers: { authorization: `Bearer ${emulator.secretKey}` },
      });
      const there = canonical(((await answer.json()) as { capabilities: object }).capabilities);
      return { account, here: capabilities.get(account) ?? 'nothing', there };
    }),
  );
}

async function chainBook(url: string, rows: number): Promise<Book> {
  const book = openBook('audit chain whole');
  book.checked = rows;
  const { code, out, err } = await npmRun('audit:verify', { DATABASE_URL: url });
  if (code !== 0) book.find(`npm run audit:verify ends with ${code}: ${(out + err).slice(-500)}`);
  return book;
}

/** What was answered that must not have been. */
function answersBook(ledger: Ledger): Book {
  const answered = Object.values(ledger.told()).reduce((sum, count) => sum + count, 0);
  return {
    name: 'nothing but declared answers, and rest at the end',
    checked: answered,
    findings: [...ledger.findings],
  };
}

function seenMints(mints: readonly MintEntry[]): MintEntry[] {
  const texts = new Map<string, string>();
  const seen = (sent: string) => {
    const text = texts.get(sent) ?? asSeen(sent);
    texts.set(sent, text);
    return text;
  };
  return mints.map((entry) => ({ ...entry, sent: entry.sent && seen(entry.sent) }));
}

/** Compares all of it, once nothing runs but the database and the emulator. */
export async function readBooks(
  scene: Scene,
  ledger: Ledger,
  harvest: Harvest,
  logs: readonly string[],
): Promise<{ books: Book[]; kept: Kept }> {
  const { url } = scene.database;
  const kept = await readKept(url);
  const written = [...(await tablesOf(url)), ...logs.map(linesOf)];
  const others = [
    ...[scene.apiToken, scene.emulator.secretKey, scene.emulator.webhookSecret],
    ...Object.values(scene.people).map(({ password }) => password),
  ];
  const issued = [...harvest.secrets, ...ledger.secrets()];
  const books = [
    mintsBook(seenMints(kept.mints), harvest.mints, ledger.mints),
    secretsBook(written, issued, others),
    policyBook(kept.mints, ledger.mints, new Policies(kept.revisions)),
    lostBook(ledger.changes.values(), kept.changes, ledger.approvals, kept.approved),
    wholeBook(kept.changes, kept.outOfStep),
    await chainBook(url, kept.mints.length),
    schedulesBook(kept.changes),
    jobsBook(ledger.jobs, kept.jobs),
    eventsBook(ledger.events, kept.handled, await mirrored(scene, ledger, kept)),
    answersBook(ledger),
  ];
  return { books, kept };
}
