import { AppError } from '@/lib/domain/errors';
import { problemReply } from './problem';
import type { Reply } from './reply';
import { stripeProblemReply } from './stripe-problem';

const UNREADABLE = new AppError(
  'invalid_request',
  'The path holds a % that begins no character. Write a % of your own as %25.',
);

/** Whether a path can be decoded: Next answers one that cannot with an error of its own. */
export function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The refusal of a path that cannot be decoded, in the form in which its routes answer errors. */
export const unreadableReply = (path: string, requestId: string): Reply =>
  (path.startsWith('/v1/') ? stripeProblemReply : problemReply)(UNREADABLE, requestId);
