import type { LucideIcon } from 'lucide-react';
import {
  Braces,
  Columns2,
  Gauge,
  GitPullRequestArrow,
  Layers,
  Scale,
  ScrollText,
  Settings,
  Store,
  Unlink2,
} from 'lucide-react';
import type { Route } from 'next';
import type { Permission } from '@/lib/domain/permissions';

/** A page of the console that the navigation and the palette lead to. */
export interface Place {
  href: Route;
  text: string;
  Icon: LucideIcon;
  /** Further words by which the palette finds it. */
  words: string;
  permission: Permission;
}

/** The console's pages in the order of the navigation. */
export const PLACES: readonly Place[] = [
  {
    href: '/',
    text: 'Overview',
    Icon: Gauge,
    words: 'home start dashboard',
    permission: 'policy:read',
  },
  {
    href: '/accounts',
    text: 'Accounts',
    Icon: Store,
    words: 'merchants list import export csv',
    permission: 'accounts:read',
  },
  {
    href: '/templates',
    text: 'Templates',
    Icon: Layers,
    words: 'settings list',
    permission: 'policy:read',
  },
  {
    href: '/rules' as Route,
    text: 'Rules',
    Icon: Scale,
    words: 'assignment approvals guardrails',
    permission: 'policy:read',
  },
  {
    href: '/compare' as Route,
    text: 'Compare',
    Icon: Columns2,
    words: 'difference diff two accounts',
    permission: 'policy:read',
  },
  {
    href: '/changes' as Route,
    text: 'Changes',
    Icon: GitPullRequestArrow,
    words: 'drafts review approve approvals schedule revert history bulk jobs',
    permission: 'policy:read',
  },
  {
    href: '/audit',
    text: 'Audit',
    Icon: ScrollText,
    words: 'log history who did',
    permission: 'audit:read',
  },
  {
    href: '/settings',
    text: 'Settings',
    Icon: Settings,
    words: 'tokens users people keys password account notices webhooks',
    permission: 'policy:read',
  },
];

/** Pages that other pages lead to, and that the palette finds besides. */
export const FURTHER_PLACES: readonly Place[] = [
  {
    href: '/drift',
    text: 'Drift',
    Icon: Unlink2,
    words: 'stripe answers differ unexpected predicted',
    permission: 'policy:read',
  },
  {
    href: '/api-reference' as Route,
    text: 'API reference',
    Icon: Braces,
    words: 'openapi rest http endpoints routes operations curl developers docs client',
    permission: 'policy:read',
  },
];
