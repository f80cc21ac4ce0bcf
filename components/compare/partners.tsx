import { ArrowLeftRight } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Section } from '../ui/section';
import { type CompareAddress, compareHref } from './address';

/** Something that may be set against what is there, or a whole comparison to begin with. */
export interface Partner {
  address: CompareAddress;
  name: string;
  /** What would be seen, in a few words. */
  hint?: string;
}

export interface PartnerGroup {
  title: string;
  partners: readonly Partner[];
}

/** The comparisons that are likely meant, each one click away. */
export function Partners({ title, groups }: { title: string; groups: readonly PartnerGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <Section title={title}>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,280px),1fr))] gap-x-8 gap-y-4">
        {groups.map((group) => (
          <div key={group.title} className="min-w-0">
            <h3 className="mb-1 text-sm font-medium text-ink-3">{group.title}</h3>
            <ul className="space-y-0.5">
              {group.partners.map(({ address, name, hint }) => (
                <li key={compareHref(address)} className="flex min-w-0 items-baseline gap-2">
                  <ArrowLeftRight
                    aria-hidden
                    className="size-3 shrink-0 translate-y-px text-ink-3"
                  />
                  <Link
                    href={compareHref(address)}
                    className="min-h-6 truncate leading-6 font-medium text-accent-text hover:underline"
                  >
                    {name}
                  </Link>
                  {hint && <span className="shrink-0 text-sm text-ink-3">{hint}</span>}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
