import { AppError } from '@/lib/domain/errors';

/** The change that effects are stored for. */
export interface Stamp {
  changeId: string;
  /** When the change takes effect. */
  at: Date;
}

/** What no row was written for: the door's lock should make it impossible. */
export function lost(kind: string, id: string): AppError {
  return new AppError('conflict', `The ${kind} "${id}" was changed meanwhile. Try again.`);
}
