import { expect, test } from '@playwright/test';
import { withDatabase } from '../support/database';
import { demo } from '../support/demo';
import { secondInstance } from '../support/instance';
import { signedIn } from '../support/people';
import { randomFrom } from '../support/random';
import { setStage } from '../support/story';

/** `npm run test:killed` asks for 500; every run of the tests for some. */
const APPLIES = Number(process.env.APPLIES ?? 80);
const LANES = 4;
const KILLS = Math.ceil(APPLIES / 50);
const REASON = 'Killed on the way';

/** Policy that only one writer alters: a template, what extends it, and two accounts. */
interface Lane {
  parent: string;
  template: string;
  accounts: [string, string];
}

async function makeLane(number: number): Promise<Lane> {
  const first = await setStage(`Power Cut ${number} A`);
  const second = await setStage(`Power Cut ${number} B`);
  return {
    parent: first.template,
    template: second.template,
    accounts: [first.account, second.account],
  };
}

/** Five edits of four subjects; each alters something whatever stood there before. */
function editsOf({ parent, template, accounts: [one, other] }: Lane, n: number): object[] {
  const setting = n % 2 === 0 ? 'on' : 'off';
  const override = { op: 'account.override', set: { payouts: setting }, note: `Number ${n}` };
  return [
    { op: 'template.update', key: parent, name: `Parent ${n}`, set: { payments: setting } },
    { op: 'template.update', key: template, name: `Child ${n}`, extends: parent },
    { ...override, account: one },
    { ...override, account: other },
    { op: 'account.tag', account: other, add: [`n${n}`], remove: [`n${n - LANES}`] },
  ];
}

interface Kept {
  reason: string;
  status: string;
  templates: number;
  accounts: number;
  audited: number;
}

const BOOKS = `
  SELECT c.reason, c.status::text AS status,
    (SELECT count(*)::int FROM template_revision r WHERE r.change_id = c.id) AS templates,
    (SELECT count(*)::int FROM account_revision r WHERE r.change_id = c.id) AS accounts,
    (SELECT count(*)::int FROM audit_entry e
     WHERE e.change_id = c.id AND e.subject_kind IN ('template', 'account')) AS audited
  FROM change c WHERE c.reason LIKE $1`;

/** What points at something else than the newest revision, or differs from what that says. */
const OUT_OF_STEP = `
  SELECT t.key AS id FROM template t
  WHERE t.revision <> (SELECT max(revision) FROM template_revision r WHERE r.template_key = t.key)
  UNION ALL
  SELECT a.id FROM account a JOIN account_revision r ON r.account_id = a.id
  WHERE r.revision = (SELECT max(revision) FROM account_revision l WHERE l.account_id = a.id)
    AND (r.revision <> a.policy_revision OR r.tags <> a.tags
      OR (SELECT count(*) FROM override o WHERE o.account_id = a.id)
         <> (SELECT count(*) FROM jsonb_object_keys(r.overrides)))`;

test(`${KILLS} kills during ${APPLIES} applies leave each change wholly applied or not at all`, async () => {
  test.setTimeout(600_000);
  const random = randomFrom(Number(process.env.SEED ?? 1));
  const instance = await secondInstance('killed');
  const lanes: Lane[] = [];
  for (let number = 0; number < LANES; number += 1) lanes.push(await makeLane(number));
  const headers = {
    authorization: `Bearer ${demo().apiToken}`,
    'content-type': 'application/json',
  };
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${instance.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const change = (await answer.json()) as { id: string; status: string };
    // What a busy machine may answer; like a torn connection it promises nothing.
    if (answer.status === 503) throw new Error('terminated');
    expect(answer.ok, JSON.stringify(change)).toBe(true);
    return change;
  };

  let begun = 0;
  const acknowledged = new Set<string>();
  let up = instance.start();
  /** Resolves once that many applies have begun. */
  const waiters: { at: number; go: () => void }[] = [];
  const reached = (at: number) => new Promise<void>((go) => waiters.push({ at, go }));

  const apply = async (lane: Lane, n: number) => {
    const reason = `${REASON} ${n}`;
    const content = { reason, edits: editsOf(lane, n) };
    // Every third is drafted first and applied by a second request.
    if (n % 3 !== 0) await post('/api/changes', content);
    else {
      const { id } = await post('/api/changes', { ...content, draft: true });
      await post(`/api/changes/${id}/apply`, {});
    }
    acknowledged.add(reason);
  };
  const write = async (lane: Lane, number: number) => {
    for (let n = number; n < APPLIES; n += LANES) {
      await up;
      begun += 1;
      for (const { at, go } of waiters) if (begun >= at) go();
      await apply(lane, n).catch((error: Error) => {
        // Whether it was applied, only the books know.
        if (error.message !== 'fetch failed' && error.message !== 'terminated') throw error;
      });
    }
  };
  const killer = async () => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await reached(Math.floor(((kill - random() * 0.8) * APPLIES) / KILLS));
      await new Promise((resolve) => setTimeout(resolve, random() * 80));
      up = instance.kill().then(() => instance.start());
      await up;
    }
  };
  await Promise.all([killer(), ...lanes.map(write)]).finally(() => instance.kill());

  const changes = await withDatabase(async (client) => {
    expect((await client.query(OUT_OF_STEP)).rows).toEqual([]);
    return (await client.query<Kept>(BOOKS, [`${REASON} %`])).rows;
  });
  const whole = { status: 'applied', templates: 2, accounts: 2, audited: 4 };
  const notAtAll = { status: 'draft', templates: 0, accounts: 0, audited: 0 };
  for (const { reason, ...kept } of changes) {
    expect(kept, reason).toEqual(kept.status === 'applied' ? whole : notAtAll);
  }
  const applied = new Set(
    changes.filter(({ status }) => status === 'applied').map(({ reason }) => reason),
  );
  expect([...acknowledged].filter((reason) => !applied.has(reason))).toEqual([]);
  // The kills did meet applies that were under way.
  expect(acknowledged.size).toBeLessThan(APPLIES);
  expect(applied.size).toBeGreaterThan(APPLIES * 0.8);

  const auditor = await signedIn('auditor');
  const lines = (await (await auditor.get('/api/audit/verification')).text()).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ verification: { whole: true } });
  await auditor.dispose();
});
