import { z } from 'zod';

/** What the registry said of known advisories. */
export type Audited =
  | { is: 'none' }
  | { is: 'found'; advisories: string[] }
  | { is: 'not checked'; why: string };

const report = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string().optional() }),
  ),
});

const refusal = z.object({ message: z.string() });

const SEVERE = new Set(['high', 'critical']);

/**
 * What `npm audit --json` printed. Anything but a report means that nothing was checked; of what the
 * registry answered instead only its status is told, because the rest names where it is.
 */
export function readAudit(printed: string): Audited {
  let said: unknown;
  try {
    said = JSON.parse(printed);
  } catch {
    return { is: 'not checked', why: 'npm audit printed no report' };
  }
  const read = report.safeParse(said);
  if (!read.success) {
    const [status] =
      /\b[45]\d\d [A-Z][A-Za-z ]+/.exec(refusal.safeParse(said).data?.message ?? '') ?? [];
    const how = status ? ` (${status.trim()})` : '';
    return { is: 'not checked', why: `the registry does not answer to npm audit${how}` };
  }
  const advisories = Object.entries(read.data.vulnerabilities)
    .filter(([, { severity }]) => SEVERE.has(severity))
    .map(
      ([name, { severity, range = '*' }]) => `${name} ${range} has a known advisory: ${severity}.`,
    );
  return advisories.length > 0 ? { is: 'found', advisories } : { is: 'none' };
}
