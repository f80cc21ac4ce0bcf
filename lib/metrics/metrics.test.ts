import { describe, expect, test } from 'vitest';
import { countCeilings, countDrift, countMint, countRequest, countStripeRequest } from './count';
import { expose, type Readings } from './expose';

const QUIET: Readings = {
  queues: [],
  databaseUp: true,
  connections: { inUse: 0, idle: 0, waiting: 0 },
};

const linesOf = async (readings: Readings) => (await expose(readings)).text.split('\n');

describe('the metrics', () => {
  test('are in the text format of Prometheus, with those of the process', async () => {
    const { type, text } = await expose(QUIET);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
      'nodejs_active_handles',
      'switchyard_build_info{version="',
    ]) {
      expect(text).toContain(`\n${name}`);
    }
  });

  test('have a help and a type for every family', async () => {
    const families = (await linesOf(QUIET)).filter((line) => line.startsWith('# TYPE switchyard_'));
    expect(families.length).toBeGreaterThan(12);
    const { text } = await expose(QUIET);
    for (const family of families) expect(text).toContain(`# HELP ${family.split(' ')[2]} `);
  });

  test('count what ended, with labels of few values', async () => {
    countMint('failed', 'stripe_timeout', 8.4);
    countCeilings(['capability_missing']);
    countDrift([{ cell: 'payments.refund_management' }, { cell: 'acct_1.holograms' }]);
    countStripeRequest('GET /v1/accounts/:id', 'ok', 0.2);
    countRequest({ route: '/api/accounts/[id]', method: 'BREW', status: 405, seconds: 0.01 });
    const lines = await linesOf(QUIET);
    for (const line of [
      'switchyard_mints_total{outcome="failed",code="stripe_timeout"} 1',
      'switchyard_mint_duration_seconds_bucket{le="10",outcome="failed"} 1',
      'switchyard_mint_duration_seconds_bucket{le="5",outcome="failed"} 0',
      'switchyard_ceilings_applied_total{code="capability_missing"} 1',
      'switchyard_drift_total{cell="payments.refund_management"} 1',
      'switchyard_drift_total{cell="unknown"} 1',
      'switchyard_stripe_request_duration_seconds_count{operation="GET /v1/accounts/:id",outcome="ok"} 1',
      'switchyard_http_request_duration_seconds_count{route="/api/accounts/[id]",method="other",status="405"} 1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.join('\n')).not.toContain('acct_');
  });

  test('leave the queues out where the database is away, rather than telling old figures', async () => {
    const queues = [{ queue: 'notices', waiting: 3, oldestSeconds: 12.5 }];
    const busy = { ...QUIET, queues, connections: { inUse: 4, idle: 1, waiting: 2 } };
    const lines = await linesOf(busy);
    expect(lines).toContain('switchyard_queue_depth{queue="notices"} 3');
    expect(lines).toContain('switchyard_queue_oldest_seconds{queue="notices"} 12.5');
    expect(lines).toContain('switchyard_database_connections{state="in_use"} 4');
    expect(lines).toContain('switchyard_database_up 1');
    const away = await linesOf({ ...QUIET, queues: null, databaseUp: false });
    expect(away).toContain('switchyard_database_up 0');
    expect(away.filter((line) => line.startsWith('switchyard_queue_'))).toEqual([]);
  });
});
