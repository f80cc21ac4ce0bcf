import { describe, expect, it } from 'vitest';
import { COLUMNS, columnsCookie, readColumns } from './columns';

const keys = (cookie: string | undefined) => readColumns(cookie).map(({ key }) => key);
const value = (cookie: string) => /^account-columns=([^;]*);/.exec(cookie)?.[1];

describe('the columns of the account list', () => {
  it('are the default ones where nothing, or nothing known, was chosen', () => {
    const standard = ['id', 'country', 'controller', 'template', 'tags', 'overrides'];
    expect(keys(undefined)).toEqual(standard);
    expect(keys('')).toEqual(standard);
    expect(keys('constructor.nonsense')).toEqual(standard);
  });

  it('are kept as they were chosen, in their own order', () => {
    expect(keys(value(columnsCookie(['overrides', 'email'])))).toEqual(['email', 'overrides']);
    expect(keys(value(columnsCookie([])))).toEqual([]);
    expect(keys(value(columnsCookie(COLUMNS.map(({ key }) => key))))).toHaveLength(COLUMNS.length);
  });

  it('show sooner when they were asked for', () => {
    const tags = (cookie: string | undefined) =>
      readColumns(cookie).find(({ key }) => key === 'tags')?.from;
    expect(tags(undefined)).toBe('wide');
    expect(tags('id.tags')).toBe('md');
  });

  it('are forgotten by a cookie that has ended', () => {
    expect(columnsCookie(null)).toContain('max-age=0');
    expect(keys(value(columnsCookie(null)))).toEqual(keys(undefined));
  });
});
