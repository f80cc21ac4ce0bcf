import type { Preview } from '../catalog';
import type { Cell } from '../cells';
import { resolve } from '../resolve';
import { AT, templateOf, traitsOf } from './fixtures';

export const BOOKS = 'com.example.books';
export const TAX = 'com.example.tax-tool';

/** An installation that has opted in, with two apps. */
export const PREVIEW: Preview = { apps: [BOOKS, TAX] };

/** The cell of an app in a component's list. */
export const app = (component: string, id: string) => `${component}.allowed_apps:${id}` as Cell;

/** What a template alone resolves to. */
export const resolved = (
  settings: Record<string, 'on' | 'off'>,
  preview: Preview | null = PREVIEW,
) =>
  resolve({
    account: 'acct_1',
    at: AT,
    traits: traitsOf('custom'),
    assignedBy: 'explicit',
    templates: [templateOf(settings)],
    overrides: [],
    preview,
  });
