import type { Component } from '@/lib/domain/catalog';

/** What a live preview of one account needs and says before it begins. */
export interface LiveOffer {
  account: { id: string; name: string };
  /** Stripe's publishable key; it is meant for browsers. */
  publishableKey: string;
  /** Whether Stripe collects the account's requirements; then a session has a side effect. */
  stripeCollects: boolean;
  /** The components that the policy enables. */
  components: readonly Component[];
  /** When a component shows something else or nothing. */
  notes: Partial<Record<Component, string>>;
}

/** Whether a publishable key is of test mode, where no real money moves. */
export const isTestKey = (key: string) => key.startsWith('pk_test_');
