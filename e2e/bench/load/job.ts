/** A request as load is made of it. */
export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What to load, and how. */
export interface LoadJob {
  /** The server's origin. */
  url: string;
  /** Connections that each send as soon as they are answered; with `rate`, those there may be at most. */
  connections: number;
  /** Requests a second, sent when their time has come whether or not others are answered. */
  rate?: number;
  warmMs: number;
  loadMs: number;
  /** Every connection has its own share of them, and begins anew at their end. */
  requests: readonly LoadRequest[];
}

/** What came of it, without the time to warm up. Latencies are in milliseconds. */
export interface LoadFigures {
  count: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}

/** What the load's process answers. */
export type LoadAnswer = { figures: LoadFigures } | { error: string };
