import { describe, expect, it } from 'vitest';
import { withQuery } from '../../ui/pager';
import { appliedFilters, countMore, filterOf, isFiltered, readQuery } from './query';

const templates = [{ key: 'retail', name: 'Retail' }];

describe('the query of the account list', () => {
  it('is read off an address and handed to the verbs', () => {
    const query = readQuery({
      q: '  umbrella ',
      template: 'retail',
      controller: 'express',
      limited: 'payments.refund_management',
      deviating: 'true',
      disconnected: 'true',
      cursor: 'next',
      columns: 'not ours',
    });
    expect(query).toEqual({
      q: 'umbrella',
      template: 'retail',
      controller: 'express',
      limited: 'payments.refund_management',
      deviating: 'true',
      disconnected: 'true',
      cursor: 'next',
    });
    expect(filterOf(query)).toMatchObject({
      q: 'umbrella',
      controller: 'express',
      limited: 'payments.refund_management',
      deviating: true,
      expiring: undefined,
      disconnected: true,
    });
  });

  it('leaves out what cannot be, and what a database would refuse', () => {
    expect(
      readQuery({
        q: 'a\u0000b',
        tag: ' ',
        controller: 'toString',
        limited: 'payments.nothing',
        deviating: 'yes',
        expiring: 'false',
      }),
    ).toEqual({ q: 'ab' });
    expect(readQuery({ q: 'x'.repeat(300) }).q).toHaveLength(200);
  });

  it('is filtered by a search or a filter, not by where one is in the list', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ cursor: 'next' })).toBe(false);
    expect(isFiltered({ q: 'a' })).toBe(true);
    expect(isFiltered({ limited: 'payouts' })).toBe(true);
  });
});

describe('applied filters', () => {
  const query = {
    q: 'umbrella',
    template: 'retail',
    country: 'DE',
    limited: 'payments.refund_management',
    controller: 'other',
    tag: 'vip',
    cursor: 'next',
  };

  it('are told in words', () => {
    expect(appliedFilters(query, templates).map(({ text }) => text)).toEqual([
      'Template: Retail',
      'Country: Germany',
      'Limited by Stripe at Payments, Refunds',
      'Controller: Other controller',
      'Tag: vip',
    ]);
    expect(appliedFilters({ template: 'gone' }, templates)[0]?.text).toBe('Template: gone');
  });

  it('go one by one, and with each the list starts over', () => {
    const country = appliedFilters(query, templates).find(({ name }) => name === 'country');
    expect(withQuery('/accounts', country?.without ?? {})).toBe(
      '/accounts?q=umbrella&template=retail&limited=payments.refund_management&controller=other&tag=vip',
    );
  });

  it('count only those that are out of sight', () => {
    expect(countMore(query)).toBe(2);
    expect(countMore({ q: 'a', template: 'retail', deviating: 'true' })).toBe(0);
  });
});
