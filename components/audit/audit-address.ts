/** The audit page's filters as its address has them. */
type Query = Readonly<Record<string, string | undefined>>;

/** The first moment of a UTC day `2026-11-21`, some days later; what is no day stays as it is. */
function startOfDay(day: string | undefined, later = 0): string | undefined {
  if (!day) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  at.setUTCDate(at.getUTCDate() + later);
  return at.toISOString();
}

/**
 * The query of `GET /api/audit` for an address of the audit page. The page's days are UTC and both
 * are meant to be in it: its `to` becomes the moment after.
 */
export function auditQuery({ action, outcome, subject, actor, change, from, to }: Query) {
  return {
    action,
    outcome,
    subjectId: subject,
    actor,
    changeId: change,
    from: startOfDay(from),
    to: startOfDay(to, 1),
  };
}
