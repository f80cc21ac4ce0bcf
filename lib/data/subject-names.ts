import 'server-only';
import { type Db, Prisma } from '@/lib/db';

interface Subject {
  kind: string;
  id: string;
}

/** A key under which the name of a subject can be looked up. */
export const nameKey = ({ kind, id }: Subject) => `${kind} ${id}`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the names of each kind of subject stand, by its ids. */
const NAMES: Readonly<Record<string, (ids: readonly string[]) => Prisma.Sql>> = {
  account: (ids) =>
    Prisma.sql`SELECT 'account' AS kind, id, name FROM account WHERE id = ANY(${ids}::text[])`,
  template: (ids) => Prisma.sql`
    SELECT 'template' AS kind, t.key AS id, r.name
    FROM template t
    JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
    WHERE t.key = ANY(${ids}::text[])`,
  user: byUuid('user', 'app_user', 'name'),
  token: byUuid('token', 'api_token', 'name'),
  invitation: byUuid('invitation', 'invitation', 'name'),
  notice_endpoint: byUuid('notice_endpoint', 'notice_endpoint', 'description'),
  change: byUuid('change', 'change', 'reason'),
  bulk_job: byUuid('bulk_job', 'bulk_job', 'reason'),
};

function byUuid(kind: string, table: string, name: string) {
  const from = Prisma.raw(
    `SELECT '${kind}' AS kind, id::text AS id, ${name} AS name FROM ${table}`,
  );
  return (ids: readonly string[]) => {
    const uuids = ids.filter((id) => UUID.test(id));
    return Prisma.sql`${from} WHERE id = ANY(${uuids}::uuid[])`;
  };
}

/**
 * What the subjects of audit lines are called now, by `nameKey`. What has no name, or is no longer
 * there, is absent.
 */
export async function subjectNames(
  tx: Db,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const asked = Object.entries(NAMES).flatMap(([kind, names]) => {
    const ids = subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
    return ids.length > 0 ? [names([...new Set(ids)])] : [];
  });
  if (asked.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ kind: string; id: string; name: string }[]>(
    Prisma.join(asked, ' UNION ALL '),
  );
  return new Map(rows.map((row) => [nameKey(row), row.name]));
}
