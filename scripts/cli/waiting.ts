import { canonical } from '../../lib/domain/canonical';
import { edit } from '../../lib/domain/edits';
import type { EditInput } from '../../lib/domain/policy-files';
import type { ChangeDetail, ChangeStatus, ChangeSummary, Page } from '../../lib/domain/views';
import type { Api } from './api';
import { ApiError } from './errors';

const ASK_EVERY_MS = 3000;

/** Changes on their way that are looked at, the newest first. */
const LOOKED_AT = 25;

/** What edits ask for, whatever they were made against. */
const content = (edits: readonly EditInput[]) =>
  canonical(edits.map((one) => ({ ...edit.parse(one), expectedRevision: undefined })));

/** The change of a machine's that waits already for just these edits, if there is one. */
export async function waitsAlready(
  api: Api,
  edits: readonly EditInput[],
): Promise<{ id: string; status: ChangeStatus } | null> {
  const wanted = content(edits);
  const { data } = await api.get<Page<ChangeSummary>>(`/api/changes?open=true&limit=${LOOKED_AT}`);
  const waiting: readonly ChangeStatus[] = ['draft', 'in_review', 'approved'];
  for (const { id, status, actor } of data) {
    if (actor.kind !== 'token' || !waiting.includes(status)) continue;
    const detail = await api.get<ChangeDetail>(`/api/changes/${id}`);
    if (content(detail.edits as unknown as EditInput[]) === wanted) return { id, status };
  }
  return null;
}

/**
 * Waits until a change is applied or comes to another end, for so many minutes at most, and returns
 * where it is then. Once it is approved it is applied, unless somebody else was quicker.
 */
export async function waitFor(api: Api, id: string, minutes: number): Promise<ChangeStatus> {
  const end = Date.now() + minutes * 60_000;
  for (;;) {
    const { status, acts } = await api.get<ChangeDetail>(`/api/changes/${id}`);
    if (status === 'approved' && acts.includes('apply')) {
      try {
        await api.post(`/api/changes/${id}/apply`, {});
        continue;
      } catch (error) {
        if (!(error instanceof ApiError && error.problem.code === 'conflict')) throw error;
      }
    }
    const over = !['draft', 'in_review', 'approved', 'scheduled'].includes(status);
    if (over || Date.now() >= end) return status as ChangeStatus;
    await new Promise((resolve) => setTimeout(resolve, Math.min(ASK_EVERY_MS, end - Date.now())));
  }
}
