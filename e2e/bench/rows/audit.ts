import { askFor, bearer, signIn } from '../http';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { askAll, type Question } from './requests';

const line = (name: string, targetMs: number | null): Line => ({
  row: 'audit',
  name: `audit at {audit} rows: ${name}, p95`,
  unit: 'ms',
  target: targetMs === null ? null : { of: 'figure', is: 'at most', value: targetMs },
});

const API = line('a page of it at the API', 50);
const EXPORT = line('first byte of a filtered export', 50);
const PAGE = line('as a page', null);

/** By what one looks for in an audit, alone and together; `account` has been minted for. */
const queries = (account: string) => [
  ...['', 'action=session', 'action=session.mint', 'action=template', 'action=user'],
  ...[`subjectKind=account&subjectId=${account}`, 'subjectKind=template', 'actor=nobody'],
  ...['outcome=failed', 'outcome=refused', 'outcome=unknown', 'from=2026-06-01T00:00:00Z'],
  ...['action=session.mint&outcome=failed', 'action=account&from=2026-01-01T00:00:00Z'],
  `subjectId=${account}&action=session.mint`,
];

/** Whether the audit answers as quickly when it is long. */
export const audit: Row = {
  name: 'audit',
  large: true,
  lines: [API, EXPORT],
  async run(bench) {
    const { url, token, user, accounts } = await bench.installation('large');
    const asking = { headers: bearer(token) };
    const account = accounts[0]?.id ?? '';
    await askFor(`${url}/api/account-sessions`, {
      method: 'POST',
      headers: { ...asking.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ account }),
    });
    const questions = (path: string, more: string, how: Question['asking']) =>
      queries(account).map((query) => ({
        name: query || 'all',
        url: `${url}${path}?${query}${more}`,
        asking: how,
      }));
    bench.note('the audit');
    const api = await askAll(bench, questions('/api/audit', '', asking));
    const filtered = questions('/api/audit', '&format=csv', { ...asking, firstByte: true });
    const exported = await askAll(bench, filtered.slice(1), 'firstByteMs');
    const page = await askAll(bench, questions('/audit', '', { headers: await signIn(url, user) }));
    return [
      measured({ ...API, note: api.slowest }, api.p95),
      measured({ ...EXPORT, note: exported.slowest }, exported.p95),
      measured({ ...PAGE, note: page.slowest }, page.p95),
    ];
  },
};
