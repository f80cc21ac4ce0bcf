import { type Actor, anyInstance, machine, oneOf, toldOf } from './actor';
import type { AskedChange } from './ledger';
import { sessionOf } from './prepare';
import type { Scene } from './scene';
import { type Reply, send } from './send';

/** What edits turn; `payments` itself stays on, so that there is something to mint. */
const CELLS = [
  ...['payments.refund_management', 'payments.dispute_management', 'payments.capture_payments'],
  ...['payouts', 'payouts.edit_payout_schedule', 'documents', 'balances', 'tax_settings'],
] as const;
const SETTINGS = ['on', 'off', 'inherit'] as const;
const DECIDED = ['on', 'off'] as const;

/** The template that everything stands on. */
const BASE = 'base';

/** Every so many edits are of a template, and touch all accounts that stand on it. */
const TEMPLATE_ONE_IN = 4;
const EXPIRES_ONE_IN = 3;

interface Answered {
  id?: string | null;
  status?: string;
  pin?: string | null;
}

function acknowledge(asked: AskedChange, { status, text }: Reply): Answered | null {
  if (typeof status !== 'number' || status >= 300) return null;
  const change = JSON.parse(text) as Answered;
  asked.acknowledged.push(String(change.status));
  if (change.id) asked.id = change.id;
  return change;
}

/** Soon, by this machine's clock. */
const inSeconds = (least: number, most: number, random: () => number) =>
  new Date(Date.now() + (least + random() * (most - least)) * 1000).toISOString();

const override = (account: string, reason: string, random: () => number) => {
  const set = { [oneOf(CELLS, random)]: oneOf(SETTINGS, random) };
  const ends = random() * EXPIRES_ONE_IN < 1 ? inSeconds(2, 20, random) : null;
  return { op: 'account.override', account, set, note: reason, expiresAt: ends };
};

function editsOf(scene: Scene, reason: string, random: () => number): object[] {
  const first = oneOf(scene.accounts, random);
  const rest = scene.accounts.filter((account) => account !== first);
  const edits: object[] = [first, oneOf(rest, random)].map((account) =>
    override(account, reason, random),
  );
  if (random() * TEMPLATE_ONE_IN < 1) {
    const set = { [oneOf(CELLS, random)]: oneOf(SETTINGS, random) };
    edits.push({ op: 'template.update', key: BASE, name: reason, set });
  }
  return edits;
}

const post = (scene: Scene, random: () => number, path: string, json: object) =>
  send(anyInstance(scene, random), path, { headers: machine(scene), json });

/** Two accounts and at times a template are altered at once. */
export const edit: Actor = {
  name: 'edit',
  async act(scene, ledger, random) {
    const asked = ledger.change('edit');
    const edits = editsOf(scene, asked.reason, random);
    const reply = await post(scene, random, '/api/changes', { reason: asked.reason, edits });
    acknowledge(asked, reply);
    return toldOf('edit', reply);
  },
};

/** A template of an account is altered, which somebody has to approve: an operator does, and a machine applies it. */
export const approval: Actor = {
  name: 'approval',
  async act(scene, ledger, random) {
    const account = oneOf(scene.accounts, random);
    // Made ready before the change, so that what is torn here leaves none behind.
    const operator = await sessionOf(scene, 'operator', random);
    if ('refused' in operator) return toldOf('approval', operator.refused);
    const asked = ledger.change('approval');
    const other = oneOf(operator.templates, random);
    const edits = [
      { op: 'account.assign', account, template: random() < 0.3 ? null : other },
      {
        op: 'account.override',
        account,
        set: { documents: oneOf(DECIDED, random) },
        note: asked.reason,
      },
    ];
    const first = await post(scene, random, '/api/changes', { reason: asked.reason, edits });
    const change = acknowledge(asked, first);
    if (!change?.id || change.status !== 'in_review') return toldOf('approval', first);
    const at = anyInstance(scene, random);
    const approved = await send(at, `/api/changes/${change.id}/approve`, {
      headers: { cookie: operator.cookie, origin: at },
      json: { pin: change.pin },
    });
    if (acknowledge(asked, approved)) {
      ledger.approvals.push({ change: change.id, user: operator.email });
      const applied = await post(scene, random, `/api/changes/${change.id}/apply`, {});
      acknowledge(asked, applied);
      return toldOf('approval', applied);
    }
    return toldOf('approval', approved);
  },
};

/** Something is to be done some seconds from now. */
export const schedule: Actor = {
  name: 'schedule',
  async act(scene, ledger, random) {
    const asked = ledger.change('schedule');
    const applyAt = inSeconds(2, 12, random);
    const account = oneOf(scene.accounts, random);
    const set = { tax_settings: oneOf(DECIDED, random) };
    const edits = [{ op: 'account.override', account, set, note: asked.reason }];
    asked.applyAt = applyAt;
    const reply = await post(scene, random, '/api/changes', {
      ...{ reason: asked.reason, applyAt, edits },
    });
    acknowledge(asked, reply);
    return toldOf('schedule', reply);
  },
};

/** A job over all accounts that a word finds: a look first, then the start. */
export const bulk: Actor = {
  name: 'bulk',
  async act(scene, ledger, random) {
    const reason = ledger.mark('bulk');
    const act = {
      ...{ op: 'account.override', set: { documents: oneOf(DECIDED, random) } },
      ...{ expiresAt: null, note: reason },
    };
    const filter = { q: `number ${1 + Math.floor(random() * 9)}` };
    const asked = { act, filter, reason };
    const look = await post(scene, random, '/api/bulk-jobs', { ...asked, dryRun: true });
    if (look.status !== 200) return toldOf('bulk', look);
    const { impact } = JSON.parse(look.text) as { impact: { matched: number } };
    if (impact.matched === 0) return toldOf('bulk', look);
    const reply = await post(scene, random, '/api/bulk-jobs', {
      ...{ ...asked, expected: impact.matched },
    });
    if (reply.status === 202) {
      const { id } = JSON.parse(reply.text) as { id: string };
      ledger.jobs.push({ id, reason, accounts: impact.matched });
    }
    return toldOf('bulk', reply);
  },
};
