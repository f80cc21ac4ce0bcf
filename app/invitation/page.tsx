import type { Metadata } from 'next';
import { Logo } from '@/components/shell/logo';
import { InvitationForm } from './invitation-form';

export const metadata: Metadata = { title: 'Invitation' };

export default function InvitationPage() {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-8" />
          <div>
            <h1 className="text-lg leading-5 font-semibold">Switchyard</h1>
            <p className="text-sm text-ink-3">Accept your invitation</p>
          </div>
        </div>
        <InvitationForm />
      </div>
    </main>
  );
}
