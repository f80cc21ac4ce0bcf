import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsString, shellWord, TOKEN_VARIABLE } from './code-text';
import { type SnippetId, type SnippetSubject, snippetsOf } from './snippets';

const TOKEN = 'sw_only-in-the-environment';

const SUBJECT: SnippetSubject = {
  origin: 'https://switchyard.example.com',
  account: 'acct_1NkDjjJyhOZfPCWt',
  enabled: ['payments', 'payouts'],
  component: null,
  mount: { tag: 'payments' },
};

function partsOf(id: SnippetId, more: Partial<SnippetSubject> = {}): string[] {
  const found = snippetsOf({ ...SUBJECT, ...more }).find((snippet) => snippet.id === id);
  return (found?.parts ?? []).map(({ code }) => code);
}

/** What a command hands to its program, as a shell reads it. */
function wordsOf(program: string, command = ''): string[] {
  const script = `${program}() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { [TOKEN_VARIABLE]: TOKEN } as unknown as NodeJS.ProcessEnv;
  const out = execFileSync('/bin/sh', ['-c', script], { env });
  return out.toString().split('\0').slice(0, -1);
}

const AsyncFunction = (async () => {}).constructor as new (
  ...lines: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** Runs a module with what it imports, and gives the names in `wanted`. */
function run(code: string, imported: Record<string, unknown>, wanted: string): Promise<unknown> {
  const body = code.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  return new AsyncFunction(...Object.keys(imported), `${body}\nreturn ${wanted};`)(
    ...Object.values(imported),
  );
}

/** Values that a snippet handed on, in the order in which it did. */
function recorder() {
  const calls: unknown[] = [];
  const keep =
    (answer: unknown) =>
    (...values: unknown[]) => {
      calls.push(...values);
      return answer;
    };
  const session = { client_secret: 'accs_secret__x' };
  const createSwitchyard = keep({
    createAccountSession: async (what: unknown) => keep(session)(what),
  });
  return { calls, keep, createSwitchyard };
}

describe('curl', () => {
  it('posts the account with the token of the environment', () => {
    expect(wordsOf('curl', partsOf('curl')[0])).toEqual([
      ...['-X', 'POST', 'https://switchyard.example.com/api/account-sessions'],
      ...['-H', `Authorization: Bearer ${TOKEN}`, '-H', 'Content-Type: application/json'],
      ...['-d', '{"account":"acct_1NkDjjJyhOZfPCWt"}'],
    ]);
  });

  it('narrows to one component', () => {
    const words = wordsOf('curl', partsOf('curl', { component: 'payouts' })[0]);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual({
      account: SUBJECT.account,
      components: ['payouts'],
    });
  });
});

describe('Node', () => {
  it('asks this installation for a session of this account', async () => {
    const { calls, createSwitchyard } = recorder();
    const process = { env: { [TOKEN_VARIABLE]: TOKEN } };
    const session = await run(partsOf('node')[0] ?? '', { createSwitchyard, process }, 'session');
    expect(calls).toEqual([{ url: SUBJECT.origin, token: TOKEN }, { account: SUBJECT.account }]);
    expect(session).toEqual({ client_secret: 'accs_secret__x' });
  });
});

describe('stripe-node', () => {
  async function made(more: Partial<SnippetSubject> = {}) {
    const made: unknown[] = [];
    class Stripe {
      accountSessions = { create: async (params: unknown) => made.push(params) };
      constructor(_token: string, options: unknown) {
        made.push(options);
      }
    }
    await run(partsOf('stripe-node', more)[0] ?? '', { Stripe }, 'session');
    return made;
  }

  it('says no port and protocol where they are the usual ones', async () => {
    expect(await made()).toEqual([
      { host: 'switchyard.example.com' },
      {
        account: SUBJECT.account,
        components: { payments: { enabled: true }, payouts: { enabled: true } },
      },
    ]);
  });

  it('names one component, and payments where none is on', async () => {
    const origin = 'http://localhost:3000';
    expect(await made({ origin, component: 'documents' })).toEqual([
      { host: 'localhost', port: 3000, protocol: 'http' },
      { account: SUBJECT.account, components: { documents: { enabled: true } } },
    ]);
    expect((await made({ enabled: [] }))[1]).toMatchObject({
      components: { payments: { enabled: true } },
    });
  });
});

describe('the Stripe CLI', () => {
  it('takes this machine as base, by number', () => {
    const [command] = partsOf('stripe-cli', { origin: 'http://localhost:4000' });
    expect(wordsOf('stripe', command)).toEqual([
      ...['post', '/v1/account_sessions', '--api-base', 'http://127.0.0.1:4000'],
      ...['--api-key', `rk_switchyard_${TOKEN}`, '-d', `account=${SUBJECT.account}`],
      ...['-d', 'components[payments][enabled]=true', '-d', 'components[payouts][enabled]=true'],
    ]);
  });

  it('says how to reach another machine', () => {
    const about = snippetsOf(SUBJECT).find(({ id }) => id === 'stripe-cli')?.about;
    expect(about).toContain(`lead to ${SUBJECT.origin}`);
  });
});

describe('Connect.js', () => {
  it('keeps the token on the server, and hands on nothing but the secret', async () => {
    const { calls, createSwitchyard } = recorder();
    const [server = '', page = ''] = partsOf('connect-js', { component: 'payments' });
    const POST = (await run(server, { createSwitchyard }, 'POST')) as () => Promise<Response>;
    const response = await POST();
    expect(await response.json()).toEqual({ clientSecret: 'accs_secret__x' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(calls.at(-1)).toEqual({ account: SUBJECT.account, components: ['payments'] });
    expect(page).not.toContain(TOKEN_VARIABLE);
  });

  it.each([
    [
      { tag: 'payment-details', setter: 'setPayment', example: 'pi_…' },
      ['payment-details', 'pi_…'],
    ],
    [{ tag: 'payouts' }, ['payouts']],
    [null, []],
  ])('mounts a component as Connect.js wants it: %#', async (mount, expected) => {
    const { calls, keep } = recorder();
    const element = { setPayment: keep(undefined) };
    const imported = {
      loadConnectAndInitialize: () => ({ create: keep(element) }),
      fetchClientSecret: () => undefined,
      document: { querySelector: () => ({ append: () => undefined }) },
    };
    await run(partsOf('connect-js', { mount })[1] ?? '', imported, 'undefined');
    expect(calls).toEqual(expected);
  });
});

/** Texts made of what shells and scripts take as their own. */
const hostile = fc.string({
  unit: fc.constantFrom(...'\'"`$(){}[];&|<>\\!*?#~% \n\t\r\u2028a-=/'),
  maxLength: 40,
});
const hosts = hostile
  .map((text) => `http://${text.replace(/[^'"`$(){};&!*~a-]/g, '')}x.example:81`)
  .filter((text) => URL.canParse(text))
  .map((text) => new URL(text).origin);

it('a shell reads every word as it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(wordsOf('curl', `curl ${shellWord(text)}`)).toEqual([text]);
    }),
    { numRuns: 60 },
  );
});

it('JavaScript reads every string as it was, also within a page', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      const code = jsString(text);
      expect(new Function(`return ${code}`)()).toBe(text);
      expect(code).not.toMatch(/[<\n\r\u2028\u2029]/);
    }),
  );
});

it('nothing that an id, an address or a component says becomes code', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hosts, hostile, async (account, origin, component) => {
      const more = { account, origin, component, enabled: [component] };
      expect(wordsOf('curl', partsOf('curl', more)[0]).at(-1)).toBe(
        JSON.stringify({ account, components: [component] }),
      );
      expect(wordsOf('stripe', partsOf('stripe-cli', more)[0]).slice(-4)).toEqual([
        ...['-d', `account=${account}`],
        ...['-d', `components[${component}][enabled]=true`],
      ]);
      const { calls, createSwitchyard } = recorder();
      await run(partsOf('node', more)[0] ?? '', { createSwitchyard }, 'session');
      expect(calls).toEqual([
        { url: origin, token: undefined },
        { account, components: [component] },
      ]);
    }),
    { numRuns: 40 },
  );
});

it('no snippet has a token in it', () => {
  const all = snippetsOf(SUBJECT).flatMap(({ parts }) => parts.map(({ code }) => code));
  for (const code of all) expect(code).not.toMatch(/sw_(?!itchyard)/);
});
