import 'server-only';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/env';
import { countMint } from '@/lib/metrics/count';

let underWay = 0;

/**
 * Does work where not too much of it is under way. Beyond that it is refused at once with
 * `rate_limited`: whoever waits in a long line has given up by the time it is over.
 */
export async function atMostAtOnce<T>(work: () => Promise<T>): Promise<T> {
  const most = env().MINTS_AT_ONCE;
  if (underWay >= most) {
    countMint('refused', 'rate_limited', 0);
    throw new AppError(
      'rate_limited',
      `${most} sessions are being made here at this moment, and no more are begun. Wait, then try again.`,
      { retryAfter: 1 },
    );
  }
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
  }
}
