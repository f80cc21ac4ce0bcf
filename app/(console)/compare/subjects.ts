import { parseSide } from '@/components/compare/address';
import type { Subject } from '@/components/compare/subject';
import type { Context } from '@/lib/data/context';
import { getTemplate } from '@/lib/data/templates';
import { AppError } from '@/lib/domain/errors';
import { env, previewOf } from '@/lib/env';
import { subjectOf } from '../accounts/[id]/view/sides';

const NOT_THERE = new Set(['not_found', 'account_not_found', 'invalid_request']);

/** What a side's text names; null where nothing was asked for, or where there is no such thing. */
export async function readSubject(
  context: Context,
  text: string | undefined,
): Promise<Subject | null> {
  const ref = text === undefined ? null : parseSide(text);
  if (!ref) return null;
  try {
    return ref.kind === 'account'
      ? { kind: 'account', ...(await subjectOf(context, ref.id)) }
      : {
          kind: 'template',
          template: await getTemplate(context, { key: ref.id }),
          preview: previewOf(env()),
        };
  } catch (error) {
    if (error instanceof AppError && NOT_THERE.has(error.code)) return null;
    throw error;
  }
}
