import type { ControllerKind } from '../traits';

/** The kinds of controller, as people call them. */
export const CONTROLLERS: Record<ControllerKind, string> = {
  custom: 'Custom',
  express: 'Express',
  standard: 'Standard',
  other: 'Other controller',
};
