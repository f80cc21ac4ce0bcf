type Listener = () => void;

let wanted = false;
const listeners = new Set<Listener>();

/** Whether a message was ever to be shown: only then is the place for messages loaded. */
export const toasterWanted = {
  subscribe(listener: Listener) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  now: () => wanted,
};

let ready: () => void = () => undefined;
const mounted = new Promise<void>((resolve) => {
  ready = resolve;
});

/** Called by the place for messages once it can show them. */
export function toasterMounted(): void {
  ready();
}

/** Loads the place for messages ahead of the first one, so that it appears without delay. */
export function expectNotice(): void {
  if (wanted) return;
  wanted = true;
  for (const listener of listeners) listener();
}

/** Says in a short message what just happened. */
export async function notify(text: string): Promise<void> {
  expectNotice();
  const { toast } = await import('sonner');
  await mounted;
  toast.success(text);
}
