import 'server-only';
import { type Db, Prisma } from '@/lib/db';

interface Subject {
  kind: string;
  id: string;
}

/** A key under which the name of a subject can be looked up. */
export const nameKey = ({ kind, id }: Subject) => `${kind} ${id}`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the subjects of audit lines are called now, by `nameKey`. What has no name, or is no longer
 * there, is absent.
 */
export async function subjectNames(
  tx: Db,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const ids = (kind: string) => [
    ...new Set(subjects.filter((subject) => subject.kind === kind).map(({ id }) => id)),
  ];
  const uuids = (kind: string) => ids(kind).filter((id) => UUID.test(id));
  const rows = await tx.$queryRaw<{ kind: string; id: string; name: string }[]>(Prisma.sql`
    SELECT 'account' AS kind, id, name FROM account WHERE id = ANY(${ids('account')}::text[])
    UNION ALL
    SELECT 'template', t.key, r.name
    FROM template t
    JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
    WHERE t.key = ANY(${ids('template')}::text[])
    UNION ALL
    SELECT 'user', id::text, name FROM app_user WHERE id = ANY(${uuids('user')}::uuid[])
    UNION ALL
    SELECT 'token', id::text, name FROM api_token WHERE id = ANY(${uuids('token')}::uuid[])
    UNION ALL
    SELECT 'invitation', id::text, name FROM invitation
    WHERE id = ANY(${uuids('invitation')}::uuid[])
    UNION ALL
    SELECT 'notice_endpoint', id::text, description FROM notice_endpoint
    WHERE id = ANY(${uuids('notice_endpoint')}::uuid[])
    UNION ALL
    SELECT 'change', id::text, reason FROM change WHERE id = ANY(${uuids('change')}::uuid[])
    UNION ALL
    SELECT 'bulk_job', id::text, reason FROM bulk_job WHERE id = ANY(${uuids('bulk_job')}::uuid[])`);
  return new Map(rows.map((row) => [nameKey(row), row.name]));
}
