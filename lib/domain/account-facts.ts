import type { Traits } from './traits';

/** What Stripe says of a connected account. Tags are the platform's own and not among it. */
export interface AccountFacts {
  id: string;
  name: string;
  traits: Omit<Traits, 'tags'>;
  defaultCurrency: string | null;
  createdAt: Date | null;
}
