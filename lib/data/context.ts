import 'server-only';
import { type Actor, authorize, type Permission } from '@/lib/domain/permissions';
import { inSpan } from '@/lib/trace';
import { asAppError } from './database-errors';

/** Who asks, in which request, and when: everything a verb needs beside its input. */
export interface Context {
  actor: Actor;
  requestId: string;
  /** The moment of the request; verbs never look at the clock themselves. */
  now: Date;
}

/** A verb of the product, with the permission that it checks before anything else. */
export interface Verb<Input, Output> {
  (context: Context, input: Input): Promise<Output>;
  readonly permission: Permission;
}

/**
 * Makes a verb. The permission is checked here, next to the data, so that no page, route, job or
 * command can reach the data around it; database errors come out as typed errors.
 */
export function verb<Input, Output>(
  permission: Permission,
  run: (context: Context, input: Input) => Promise<Output>,
): Verb<Input, Output> {
  const call = async (context: Context, input: Input) => {
    authorize(context.actor, permission);
    return inSpan(`verb ${permission}`, { 'switchyard.actor': context.actor.kind }, async () => {
      try {
        return await run(context, input);
      } catch (error) {
        throw asAppError(error);
      }
    });
  };
  return Object.assign(call, { permission });
}
