import type { DiagnoseMigrationHistoryOutput } from '@prisma/schema-engine-wasm';
import { DatabaseError } from 'pg';

/** Why migrations cannot be applied. */
export type MigrationErrorCode =
  | 'unreachable'
  | 'busy'
  | 'too_old'
  | 'failed'
  | 'edited'
  | 'newer'
  | 'refused';

/** A reason not to migrate, worded for whoever runs the command. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor(
    readonly code: MigrationErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Throws where the database's history and the migrations folder do not fit together. */
export function assertHistoryFits(found: DiagnoseMigrationHistoryOutput): void {
  const [failed] = found.failedMigrationNames;
  if (failed) {
    throw new MigrationError(
      'failed',
      `Migration ${failed} failed earlier, so nothing after it can be applied. A migration runs as ` +
        'one transaction: a failed one has changed nothing, unless its SQL commits by itself. ' +
        `Mend its cause, then run: npm run migrate -- --rolled-back ${failed}`,
    );
  }
  const [edited] = found.editedMigrationNames;
  if (edited) {
    throw new MigrationError(
      'edited',
      `Migration ${edited} was changed after this database applied it. Restore its file and put ` +
        'what is new into a migration of its own (npm run migrate:new -- name).',
    );
  }
  const history = found.history;
  if (history && history.diagnostic !== 'databaseIsBehind') {
    throw new MigrationError(
      'newer',
      `This database holds migrations that this version does not know: ` +
        `${history.unpersistedMigrationNames.join(', ')}. Start the version that made them, or a newer one.`,
    );
  }
}

/**
 * What the engine threw, for the user: over a script in Postgres's own words, which the engine
 * rewords and half loses; else without the trace of the engine's source files.
 */
export function engineError(message: string, cause: unknown): MigrationError {
  const migration = /migration_name="([^"]+)"/.exec(message)?.[1];
  if (migration && cause instanceof DatabaseError) {
    const said = [cause.message, cause.detail, cause.hint, cause.where].filter(Boolean);
    return new MigrationError('failed', `Migration ${migration} failed: ${said.join('\n')}`, {
      cause,
    });
  }
  const [plain] = message.replace(/^external connector error\n/, '').split(/\n\s+0: /);
  return new MigrationError('refused', plain?.trim() || message, { cause });
}
