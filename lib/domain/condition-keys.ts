import type { AccountCondition } from './governance';

/** What accounts can be asked for, in the order in which forms and files have it. */
export const CONDITION_KEYS = [
  'country',
  'controller',
  'capability',
  'tag',
  'emailDomain',
  'lossesBy',
  'template',
] as const satisfies readonly (keyof AccountCondition)[];
