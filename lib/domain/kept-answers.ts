import type { Component } from './catalog';
import type { Send } from './policy';
import type { SentComponent } from './send';

/** A component as Stripe answers it. */
export interface AnsweredComponent {
  readonly enabled: boolean;
  readonly features: Readonly<Record<string, boolean>>;
}

/** `components` of an AccountSession as Stripe answers it: every component with all its features. */
export type Answer = Readonly<Record<string, AnsweredComponent>>;

/** What was predicted so far, by the bits of traits: of a whole request, and of a component of one. */
export const answers = new WeakMap<object, Answer[]>();
export const parts = new WeakMap<object, { component: Component; byTraits: AnsweredComponent[] }>();

/** Keeps what is predicted for a request for as long as the request itself is kept; it has to be frozen. */
export function rememberAnswers(send: Readonly<Send>): void {
  if (!answers.has(send)) answers.set(send, []);
}

/** The same for one component of requests. */
export function rememberParts(component: Component, sent: SentComponent): void {
  parts.set(sent, { component, byTraits: [] });
}
