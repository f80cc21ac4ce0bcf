'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Section } from '../ui/section';
import { Skeleton } from '../ui/skeleton';

const waiting = () => <Skeleton className="m-4 h-32" />;

const FeeList = dynamic(() => import('./fee-list').then((module) => module.FeeList), {
  ssr: false,
  loading: waiting,
});

/** How far below the window it begins to load. */
const AHEAD = '300px';

/** The application fees that were taken from an account. They are asked for once they come in sight. */
export function AccountFees({
  account,
  name,
  refundable,
}: {
  account: string;
  /** The account's name, for what a refund says. */
  name: string;
  /** Whether whoever looks may refund. */
  refundable: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !place.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: AHEAD },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [seen]);
  return (
    <div ref={place} id="application-fees" className="min-w-0 print:hidden">
      <Section title="Application fees" flush>
        {seen ? <FeeList account={account} name={name} refundable={refundable} /> : waiting()}
      </Section>
    </div>
  );
}
