import { expect, test } from 'vitest';
import { scripts } from '@/package.json';
import { FRONT_ENV, frontArgs } from './front-bundle';

test('npm start runs it as all else here does', () => {
  const env = Object.entries(FRONT_ENV).map(([name, value]) => `${name}=${value}`);
  const words = ['exec', 'env', ...env, 'node', ...frontArgs('')];
  expect(scripts.start).toBe(words.join(' '));
});
