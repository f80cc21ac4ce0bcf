import {
  Columns2,
  Copy,
  Eye,
  Keyboard,
  KeyRound,
  Layers,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  RefreshCw,
  Scale,
  ScrollText,
  Store,
  Sun,
  UserPlus,
} from 'lucide-react';
import type { Route } from 'next';
import type { Permission } from '@/lib/domain/permissions';
import { leave } from '../shell/leave';
import { FURTHER_PLACES, PLACES } from '../shell/places';
import { notify, notifyProblem } from '../ui/notify';
import { askingFor } from '../ui/use-asked-for';
import type { Act, Item } from './item';
import type { Place } from './place';
import type { Recent } from './recent';

/** An item that is always there, with further words by which it is found. */
interface FixedItem extends Item {
  words: string;
}

interface Around {
  place: Place;
  may: (permission: Permission) => boolean;
  theme: string | undefined;
  setTheme: (theme: string) => void;
}

function item(id: string, text: string, Icon: LucideIcon, act: Act, words = ''): FixedItem {
  return { id, text, icon: <Icon aria-hidden />, act, words };
}

const go = (href: string): Act => ({ do: 'go', href: href as Route });

const copy = (text: string, said: string): Act => ({
  do: 'run',
  run: () => {
    navigator.clipboard.writeText(text).then(
      () => notify(said),
      () => notifyProblem('The browser did not let this be copied.'),
    );
  },
});

/** The console's pages, as far as the role may see them. */
export const pageItems = ({ may }: Around): FixedItem[] =>
  [...PLACES, ...FURTHER_PLACES]
    .filter(({ permission }) => may(permission))
    .map(({ href, text, Icon, words }) => item(`page ${href}`, text, Icon, go(href), words));

/** What can be done about the account or the template that is on the page. */
export function placeItems({ place, may }: Around): FixedItem[] {
  if (place.kind === 'other') return [];
  const { id, path } = place;
  const subject = encodeURIComponent(id);
  if (place.kind === 'template') {
    return [
      item('accounts', 'Accounts with this template', Store, go(`/accounts?template=${subject}`)),
      item('copy id', 'Copy this template’s key', Copy, copy(id, 'Copied the template key.')),
    ];
  }
  const compare: Act = { do: 'ask', step: { kind: 'compare', account: id, text: 'Compare with' } };
  return [
    item('compare', 'Compare this account with…', Columns2, compare, 'difference diff'),
    item('view', 'What the merchant sees', Eye, go(`${path}/view`), 'preview merchants view'),
    ...(may('audit:read')
      ? [item('audit', 'Audit of this account', ScrollText, go(`/audit?subject=${subject}`), 'log')]
      : []),
    item('copy id', 'Copy this account’s id', Copy, copy(id, 'Copied the account id.')),
  ];
}

/** What can be made or begun from anywhere, each with what the role needs for it. */
const NEW: readonly (FixedItem & { permission: Permission })[] = [
  {
    ...item(
      'create template',
      'Create template…',
      Plus,
      { do: 'open', dialog: 'create-template' },
      'new add',
    ),
    permission: 'policy:write',
  },
  {
    ...item('new rule', 'New rule…', Scale, go(askingFor('/rules', 'rule')), 'add assignment'),
    permission: 'policy:write',
  },
  {
    ...item(
      'new token',
      'New token…',
      KeyRound,
      go(askingFor('/settings', 'token')),
      'api key create add',
    ),
    permission: 'tokens:manage',
  },
  {
    ...item(
      'invite',
      'Invite a person…',
      UserPlus,
      go(askingFor('/settings', 'invitation')),
      'new user add people',
    ),
    permission: 'users:manage',
  },
  {
    ...item(
      'sync',
      'Sync all accounts…',
      RefreshCw,
      go(askingFor('/settings', 'sync')),
      'mirror stripe refresh',
    ),
    permission: 'mirror:manage',
  },
];

/** What can be done from anywhere. */
export function actItems({ may, theme, setTheme }: Around): FixedItem[] {
  const toTheme = (value: string, Icon: LucideIcon): FixedItem => ({
    ...item(
      `theme ${value}`,
      `Theme: ${value}`,
      Icon,
      { do: 'run', run: () => setTheme(value) },
      'appearance colours mode',
    ),
    note: theme === value && 'in use',
  });
  const address = window.location.href;
  return [
    ...NEW.filter(({ permission }) => may(permission)),
    item(
      'copy link',
      'Copy this page’s link',
      Copy,
      copy(address, 'Copied the link.'),
      'url share',
    ),
    toTheme('light', Sun),
    toTheme('dark', Moon),
    toTheme('system', Monitor),
    item(
      'shortcuts',
      'Keyboard shortcuts',
      Keyboard,
      { do: 'open', dialog: 'shortcuts' },
      '? keys help',
    ),
    item('sign out', 'Sign out', LogOut, { do: 'run', run: leave }, 'leave logout'),
  ];
}

/** Where one was last, through the palette. */
export const recentItems = (recent: readonly Recent[]): Item[] =>
  recent.map((entry) => ({
    id: `recent ${entry.kind} ${entry.id}`,
    text: entry.name,
    icon: entry.kind === 'account' ? <Store aria-hidden /> : <Layers aria-hidden />,
    note: <span className="font-mono">{entry.id}</span>,
    copy: entry.id,
    act: {
      do: 'go',
      href: `/${entry.kind}s/${encodeURIComponent(entry.id)}` as Route,
      recent: entry,
    },
  }));

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();

/** Whether a text is an item's name, or more than the first word of it: then it can mean nothing else. */
export function isNamedBy({ text: name }: FixedItem, text: string): boolean {
  const [asked, own] = [plain(text).trim(), plain(name.replace(/…$/, ''))];
  return own === asked || (asked.includes(' ') && own.startsWith(asked));
}

/** The items of which every word of a text begins a word. */
export function matching(items: readonly FixedItem[], text: string): FixedItem[] {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  return items.filter((candidate) => {
    const words = plain(`${candidate.text} ${candidate.words}`).split(/[^\p{L}\p{N}?]+/u);
    return asked.every((part) => words.some((word) => word.startsWith(part)));
  });
}
