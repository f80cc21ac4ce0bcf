import { MigrationError } from './errors';

/** 2026-11-21T12:00:00Z as 20261121120000. */
function stamp(moment: Date): string {
  return moment.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** The moment a migration's name begins with, in milliseconds; 0 where it begins with none. */
function momentOf(migration: string): number {
  const stamped = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/;
  const iso = migration.replace(stamped, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) || 0;
}

/** The folder name of a new migration, which always sorts after the last one. */
export function migrationName(wanted: string, now: Date, last?: string): string {
  const words = wanted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (!words || words.length > 100) {
    throw new MigrationError('refused', 'A migration needs a name of letters, digits and _.');
  }
  const next = last ? momentOf(last) + 1000 : 0;
  return `${stamp(new Date(Math.max(now.getTime(), next)))}_${words}`;
}
