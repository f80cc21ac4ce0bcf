import { afterEach, expect, test } from 'vitest';
import { as, NOW, query, rowsAddedBy, SECOND, withScopes } from '@/e2e/support/verbs';
import type { Denial } from '@/lib/domain/denials';
import { AppError } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';
import { listAudit } from './audit';
import { DenialBook } from './denials';

let users = 0;
const somebody = (): Actor => ({ ...as('support').actor, id: `user-${++users}` }) as Actor;

const denial = (actor: Actor, more: Partial<Denial> = {}): Denial => ({
  actor,
  requestId: 'request-of-denial',
  now: NOW,
  code: 'forbidden',
  what: { kind: 'route', id: 'DELETE /api/tokens/[id]' },
  path: '/api/tokens/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000',
  permission: 'tokens:manage',
  ...more,
});

const books: DenialBook[] = [];
function open(...parts: ConstructorParameters<typeof DenialBook>): DenialBook {
  const book = new DenialBook(...parts);
  books.push(book);
  return book;
}
afterEach(async () => {
  for (const book of books.splice(0)) await book.close();
});

const entriesOf = async ({ id }: Actor) =>
  (await listAudit(as('auditor'), { actor: id, action: 'access' })).data.reverse();

test('a denial is audited with who, what, where, which request, and as refused', async () => {
  const actor = somebody();
  const book = open();
  book.note(denial(actor));
  await book.settled();
  expect(await entriesOf(actor)).toEqual([
    expect.objectContaining({
      action: 'access.denied',
      actor: expect.objectContaining({ kind: 'user', id: actor.id }),
      subject: { kind: 'route', id: 'DELETE /api/tokens/[id]', name: null },
      after: {
        path: '/api/tokens/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000',
        permission: 'tokens:manage',
      },
      requestId: 'request-of-denial',
      outcome: expect.objectContaining({ result: 'refused', code: 'forbidden' }),
    }),
  ]);
});

test('a flood becomes five entries and one with the number of the others', async () => {
  const actor = withScopes([]).actor;
  const book = open();
  const added = await rowsAddedBy(async () => {
    for (let n = 0; n < 5_000; n += 1) book.note(denial(actor));
    await book.settled();
    book.tick(new Date(NOW.getTime() + 60 * SECOND));
    await book.settled();
  });
  expect(added).toEqual({ audit_entry: 6, audit_outcome: 6 });
  expect((await entriesOf(actor)).at(-1)?.after).toEqual({
    denials: 4_995,
    since: NOW.toISOString(),
    attempts: ['4995 × DELETE /api/tokens/[id] (forbidden)'],
  });
});

test('what is still being counted is told when the process ends', async () => {
  const actor = somebody();
  const book = open();
  for (let n = 0; n < 7; n += 1) book.note(denial(actor));
  await book.close();
  const entries = await entriesOf(actor);
  expect(entries).toHaveLength(6);
  expect(entries.at(-1)?.after).toMatchObject({ denials: 2 });
});

test('while the database is away entries wait, and are written once it is back', async () => {
  const kept: string[] = [];
  let away = true;
  const book = open(async ({ context }) => {
    if (away) throw new AppError('database_unavailable', 'Away.');
    kept.push(context.requestId);
  });
  for (const requestId of ['one', 'two']) book.note(denial(somebody(), { requestId }));
  await book.settled();
  expect(kept).toEqual([]);
  away = false;
  book.tick(NOW);
  await book.settled();
  expect(kept).toEqual(['one', 'two']);
});

test('an entry that cannot be written at all holds up no other', async () => {
  const kept: string[] = [];
  const book = open(async ({ context }) => {
    if (context.requestId === 'bad') throw new Error('Cannot be written.');
    kept.push(context.requestId);
  });
  for (const requestId of ['bad', 'good']) book.note(denial(somebody(), { requestId }));
  await book.settled();
  expect(kept).toEqual(['good']);
});

test('nothing that stands in a path can keep its denial out of the audit', async () => {
  const actor = somebody();
  const book = open();
  book.note(
    denial(actor, { path: '/accounts/\u0000\ud800', what: { kind: 'page', id: '/a\u0000' } }),
  );
  await book.settled();
  expect(await entriesOf(actor)).toHaveLength(1);
  expect(await query('SELECT 1 FROM audit_entry WHERE actor_id = $1', [actor.id])).toHaveLength(1);
});
