import { randomUUID } from 'node:crypto';
import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { Logo } from '@/components/shell/logo';
import { getActor } from '@/lib/auth';
import { env, singleSignOn } from '@/lib/env';
import { load } from '../(console)/load';
import { sentenceFor } from './errors';
import { safePath } from './safe-path';
import { SignIn } from './sign-in';

export const metadata: Metadata = { title: 'Sign in' };

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, error } = await searchParams;
  const to = safePath(first(callbackUrl));
  if (await load(randomUUID(), getActor)) redirect(to as Route);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-8" />
          <div>
            <h1 className="text-lg leading-5 font-semibold">Switchyard</h1>
            <p className="text-sm text-ink-3">Sign in to the console</p>
          </div>
        </div>
        <SignIn
          to={to}
          error={sentenceFor(first(error))}
          provider={singleSignOn(env())?.name}
          password={env().PASSWORD_SIGN_IN}
        />
      </div>
    </main>
  );
}
