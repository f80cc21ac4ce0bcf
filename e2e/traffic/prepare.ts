import { anyInstance, machine } from './actor';
import { type SignedIn, signInAt } from './people';
import type { Scene } from './scene';
import { type Reply, send } from './send';

type Role = keyof Scene['people'];

/** Asks for one approval of what moves an account to another template, and nothing else. */
const RULES = [{ name: 'Who moves, asks', when: { kinds: ['assignment'] }, approvers: 1 }];

/** The cells that are on before anything else is altered. */
const AT_FIRST = { payments: 'on', payouts: 'on', documents: 'on', balances: 'on' };

const templates = new WeakMap<Scene, readonly string[]>();
const sessions = new WeakMap<Scene, Map<Role, SignedIn>>();

const must = ({ status, text }: Reply, what: string) => {
  if (typeof status === 'number' && status < 300) return text;
  throw new Error(`${what}: ${status} ${text.slice(0, 300)}`);
};

/**
 * Makes a scene ready for its actors, while nothing goes wrong yet: a policy that mints something, and
 * the rule that has approvals asked for.
 */
export async function prepare(scene: Scene, random: () => number): Promise<void> {
  const [first] = scene.instances;
  if (!first) throw new Error('A scene needs an instance.');
  const edits = [{ op: 'template.update', key: 'base', set: AT_FIRST }];
  const changed = await send(first.url, '/api/changes', {
    ...{ headers: machine(scene), json: { reason: 'Before the traffic', edits } },
  });
  must(changed, 'The first edit');
  const listed = must(
    await send(first.url, '/api/templates', { headers: machine(scene) }),
    'The templates',
  );
  const { data } = JSON.parse(listed) as { data: { key: string; archived?: boolean }[] };
  templates.set(
    scene,
    data.filter(({ archived }) => !archived).map(({ key }) => key),
  );
  const { session, reply } = await signInAt(first.url, scene.people.admin, random);
  if (!session) throw new Error(`The admin could not sign in: ${reply.status}`);
  const ruled = await send(first.url, '/api/changes', {
    headers: { cookie: session.cookie, origin: first.url },
    json: { reason: 'Before the traffic', edits: [{ op: 'approvals.replace', rules: RULES }] },
  });
  must(ruled, 'The approval rule');
}

/** A person's session, kept from one use to the next; what was said where they could not sign in. */
export async function sessionOf(
  scene: Scene,
  role: Role,
  random: () => number,
): Promise<{ cookie: string; email: string; templates: readonly string[] } | { refused: Reply }> {
  const kept = sessions.get(scene) ?? new Map<Role, SignedIn>();
  sessions.set(scene, kept);
  const known = kept.get(role);
  const { email } = scene.people[role];
  const own = { email, templates: templates.get(scene) ?? ['base'] };
  if (known) return { ...known, ...own };
  const { session, reply } = await signInAt(anyInstance(scene, random), scene.people[role], random);
  if (!session) return { refused: reply };
  kept.set(role, session);
  return { ...session, ...own };
}

/** Forgets a session that no longer holds. */
export function forgetSession(scene: Scene, role: Role): void {
  sessions.get(scene)?.delete(role);
}
