import { bearer } from '../http';
import { type Line, measured } from '../result';
import type { Row } from '../row';

const LINE: Line = {
  row: 'policy',
  name: 'resolved policy over HTTP, 10 connections',
  unit: 'requests/s',
  target: { of: 'figure', is: 'at least', value: 5_000 },
};

/** How often a second an account's whole resolved policy is answered, with its reasons. */
export const policy: Row = {
  name: 'policy',
  lines: [LINE],
  async run(bench) {
    const { url, token, accounts } = await bench.installation('small');
    const headers = bearer(token);
    const requests = accounts.map(({ id }) => ({
      method: 'GET' as const,
      path: `/api/accounts/${id}/policy`,
      headers,
    }));
    bench.note('resolved policy over HTTP');
    const { rounds, warmMs, loadMs } = bench.options;
    const figures: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const job = { url, connections: 10, warmMs, loadMs, requests };
      figures.push((await bench.loader().load(job)).perSecond);
    }
    return [measured(LINE, figures)];
  },
};
