/** The event by which a script asks whether it may go to another page. */
export const LEAVE = 'switchyard:leave';

/** What the event carries: how to go there once the person agrees. */
export interface Leave {
  go: () => void;
}

/**
 * Goes to another page by script, e.g. `leaveFor(() => router.push('/accounts'))`. Where edits are
 * not saved, the page asks first and goes only if the person agrees.
 */
export function leaveFor(go: () => void): void {
  const event = new CustomEvent<Leave>(LEAVE, { cancelable: true, detail: { go } });
  if (window.dispatchEvent(event)) go();
}
