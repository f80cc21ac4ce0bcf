import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { as, emulator, NOW, query } from '@/e2e/support/verbs';
import { getAccount } from '@/lib/data/accounts';
import { AppError } from '@/lib/domain/errors';
import type { MirrorParts } from '../parts';
import { refreshDue } from '../refresh';
import { workOnSync } from '../sync';
import { takeWebhook } from '../webhooks';

/** The secrets of the tests' environment: of two endpoints, or of one whose secret was replaced. */
export const [SECRET, OTHER_SECRET] = ['whsec_ofThePlatform', 'whsec_ofConnect'] as const;

/** A clock that tests turn; it goes on a little with each look, as a real one does. */
export const clock = { now: NOW.getTime() };
export function tick(): Date {
  clock.now += 5;
  return new Date(clock.now);
}

export const PARTS: MirrorParts = {
  clock: tick,
  chance: () => 0.5,
  pause: async () => undefined,
};

/** Fetches what waits to be fetched, with the tests' clock. */
export const refreshAll = () => refreshDue(PARTS);

/** Works on the run under way, with the tests' clock. */
export const work = (more: Partial<MirrorParts> = {}) => workOnSync({ ...PARTS, ...more });

/** Whether the mirror has an account as disconnected. */
export async function isDisconnected(id: string): Promise<boolean> {
  return (await getAccount(as('support'), { id })).disconnectedAt !== null;
}

/** How often the emulator was asked for a single account. */
export async function fetches(id: string): Promise<number> {
  const path = `/v1/accounts/${id}`;
  return (await emulator.requests()).filter((one) => one.path === path).length;
}

/** The audit's lines of an account since it came in, first to last. */
export const auditOf = (id: string) =>
  query<{ action: string; actor_kind: string; before: unknown; after: unknown }>(
    'SELECT action, actor_kind, before, after FROM audit_entry WHERE subject_id = $1 ORDER BY id',
    [id],
  );

/** A server that hands what comes in to the product, as its route does. */
export async function webhookServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const raw = Buffer.concat(await request.toArray());
    const signature = String(request.headers['stripe-signature']);
    const call = { raw, signature, requestId: 'test-webhook', now: tick() };
    const status = await takeWebhook(call).then(
      () => 200,
      (error) => (error instanceof AppError ? 400 : 500),
    );
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/stripe`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
