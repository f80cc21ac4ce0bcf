import { expect, test } from 'vitest';
import { withPart } from './readme-part';

const TEXT = 'Before.\n<!-- one:begin -->\nold\n<!-- one:end -->\nAfter.\n';

test('a part between marks is made anew of what it was, and nothing else is touched', () => {
  const once = withPart(TEXT, 'one', (part) => `${part}, new`);
  expect(once).toBe('Before.\n<!-- one:begin -->\n\nold, new\n\n<!-- one:end -->\nAfter.\n');
  expect(withPart(once, 'one', (part) => part)).toBe(once);
});

test.each(['two', 'on'])('a text without a place for %s is refused', (name) => {
  expect(() => withPart(TEXT, name, () => '')).toThrow(`<!-- ${name}:begin -->`);
});
