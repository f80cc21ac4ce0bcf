import { randomUUID } from 'node:crypto';
import type { ReactNode } from 'react';
import { Launcher } from '@/components/palette/launcher';
import { PreviewProvider } from '@/components/preview/offered';
import { Logo } from '@/components/shell/logo';
import { Nav } from '@/components/shell/nav';
import { PLACES } from '@/components/shell/places';
import { Toaster } from '@/components/shell/toaster';
import { UserMenu } from '@/components/shell/user-menu';
import { Link } from '@/components/ui/link';
import { getActor } from '@/lib/auth';
import { can, PERMISSIONS } from '@/lib/domain/permissions';
import { env, previewOf } from '@/lib/env';
import { load } from './load';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await load(randomUUID(), getActor);
  // Only the page knows its address: it sends the visitor to sign in, and from there back to it.
  if (!actor) return children;
  const permissions = PERMISSIONS.filter((permission) => can(actor, permission));
  const items = PLACES.filter(({ permission }) => permissions.includes(permission)).map(
    ({ href, text, Icon }) => ({ href, text, icon: <Icon key={href} /> }),
  );
  return (
    <PreviewProvider preview={previewOf(env())}>
      <div className="min-h-dvh [--shell-top:3rem] xl:grid xl:grid-cols-[200px_minmax(0,1fr)] xl:[--shell-top:0px]">
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to content
        </a>
        <header className="sticky top-0 z-30 flex h-12 items-center gap-3 border-b bg-surface px-4 sm:px-6 xl:h-dvh xl:flex-col xl:items-stretch xl:gap-4 xl:border-r xl:border-b-0 xl:px-3 xl:py-4">
          <Link href="/" className="flex items-center gap-2 rounded-md px-1 font-semibold">
            <Logo />
            <span className="hidden text-md sm:inline">Switchyard</span>
            <span className="sr-only sm:hidden">Switchyard</span>
          </Link>
          <div className="max-xl:order-1">
            <Launcher permissions={permissions} />
          </div>
          <div className="min-w-0 flex-1">
            <Nav items={items} />
          </div>
          <div className="max-xl:order-2 xl:min-w-0">
            <UserMenu name={actor.name} email={actor.email} role={actor.role} />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 outline-none">
          {children}
        </main>
        <Toaster />
      </div>
    </PreviewProvider>
  );
}
