import { describe, expect, it } from 'vitest';
import type { ChangeView, TemplateDetail } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';
import { type Lineage, templateAfter, undoOnTemplate } from './template-change';

const base: Lineage[number] = { key: 'base', name: 'Base', revision: 2, settings: {} };

const template = {
  key: 'retail',
  name: 'Retail',
  revision: 7,
  extends: { key: 'base', name: 'Base' },
  ancestors: [base],
  settings: { payments: 'on' },
  cells: 1,
  updatedAt: '2031-01-01T00:00:00.000Z',
} as unknown as TemplateDetail;

const change = { appliedAt: '2031-05-05T12:00:00.000Z' } as ChangeView;

const update = (more: object, expectedRevision = 7) =>
  ({ op: 'template.update', key: 'retail', expectedRevision, ...more }) as WireEdit;

describe('a template after a change', () => {
  it('says what was set, and no longer what was cleared', () => {
    const edits = [update({ name: 'Shops', set: { payments: 'inherit', documents: 'off' } })];
    expect(templateAfter(template, edits, change, [])).toMatchObject({
      name: 'Shops',
      revision: 8,
      settings: { documents: 'off' },
      cells: 1,
      extends: { key: 'base', name: 'Base' },
      updatedAt: change.appliedAt,
    });
  });

  it('stands on its new parent, or on none', () => {
    const other = { ...base, key: 'other', name: 'Other' };
    const edits = [update({ extends: 'other' })];
    expect(templateAfter(template, edits, change, [[other, base]])).toMatchObject({
      extends: { key: 'other', name: 'Other' },
      ancestors: [{ key: 'other' }, { key: 'base' }],
    });
    expect(templateAfter(template, [update({ extends: null })], change, [])).toMatchObject({
      extends: null,
      ancestors: [],
    });
  });

  it('cannot be told where the parent is not at hand', () => {
    expect(templateAfter(template, [update({ extends: 'other' })], change, [[base]])).toBeNull();
  });
});

describe('undoing a change of a template', () => {
  it('puts back what was touched and nothing else', () => {
    const edits = [update({ set: { payments: 'off', documents: 'on' } })];
    expect(undoOnTemplate(template, edits)).toEqual([
      update({ set: { payments: 'on', documents: 'inherit' } }, 8),
    ]);
    expect(undoOnTemplate(template, [update({ name: 'Shops', extends: null })])).toEqual([
      update({ name: 'Retail', extends: 'base' }, 8),
    ]);
  });

  it('is the inverse: what it makes of the template afterwards is what was', () => {
    const edits = [update({ name: 'Shops', extends: null, set: { payments: 'inherit' } })];
    const after = templateAfter(template, edits, change, []) as TemplateDetail;
    const back = templateAfter(after, undoOnTemplate(template, edits), change, [[base]]);
    expect(back).toEqual({ ...template, revision: 9, updatedAt: change.appliedAt });
  });
});
