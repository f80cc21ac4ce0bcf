import type { CodeSubject } from '@/components/snippets/code-dialog';
import { COMPONENTS } from '@/lib/domain/catalog';
import type { ResolvedPolicy } from '@/lib/domain/policy';
import { originOf } from '../../origin';

/** What the snippets of an account are made of, by its policy now. */
export async function codeSubject({ account, send }: ResolvedPolicy): Promise<CodeSubject> {
  const enabled = COMPONENTS.filter((component) => send[component]);
  return { account, enabled, origin: await originOf() };
}
