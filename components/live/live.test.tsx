import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { COMPONENTS, componentEntry } from '@/lib/domain/catalog';
import { appearanceOf } from './appearance';
import { LiveWanting } from './live-wanting';
import { mountOf } from './mounts';

test.each([...COMPONENTS])('%s is mounted by the tag that the catalog names', (component) => {
  expect(mountOf(component)?.tag ?? null).toBe(componentEntry(component).tag);
});

test('the appearance follows the page, and leaves out what the page does not say', () => {
  const { variables } = appearanceOf((name) => (name === '--ink' ? ' #17191c' : ''));
  expect(variables).toMatchObject({ colorText: '#17191c', buttonSecondaryColorText: '#17191c' });
  expect(variables).not.toHaveProperty('colorPrimary');
});

test('where something is wanting, the button cannot be pressed and says what to set', () => {
  const markup = renderToStaticMarkup(<LiveWanting>Set STRIPE_PUBLISHABLE_KEY.</LiveWanting>);
  expect(markup).toMatch(/<button[^>]* disabled=""[^>]*aria-describedby="live-wanting"/);
  expect(markup).toMatch(/id="live-wanting"[^>]*>Set STRIPE_PUBLISHABLE_KEY\.</);
});
