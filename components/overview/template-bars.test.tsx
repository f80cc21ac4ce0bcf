import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { TemplateBars } from './template-bars';

const bar = (key: string, accounts: number, deviating: number) => ({
  ...{ key, name: key, accounts, deviating },
});

/** The parts of each bar: where they begin and how long they are, in the drawing's units. */
function drawn(html: string): { x: number; width: number }[][] {
  return [...html.matchAll(/<svg.*?<\/svg>/g)].map(([svg]) =>
    [...svg.matchAll(/<rect[^>]*>/g)].map(([rect]) => ({
      x: Number(/ x="([\d.]+)"/.exec(rect)?.[1]),
      width: Number(/ width="([\d.]+)"/.exec(rect)?.[1]),
    })),
  );
}

test('a bar is as long as its share of the longest, and its accented part as what deviates', () => {
  const html = renderToStaticMarkup(
    <TemplateBars templates={[bar('base', 40, 10), bar('retail', 20, 0), bar('empty', 0, 0)]} />,
  );
  const [base, retail, empty] = drawn(html);
  expect(base).toEqual([
    { x: 0, width: 160 },
    { x: 160, width: 480 },
  ]);
  expect(retail?.map(({ width }) => width)).toEqual([0, 320]);
  expect(empty?.every(({ width }) => width === 0)).toBe(true);
  expect(html).toContain('10 deviate');
});
