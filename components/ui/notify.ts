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

type Message = typeof import('./message');

/** There once a message can be shown at once. */
let message: Message | undefined;

async function loadMessage(): Promise<Message> {
  const [loaded] = await Promise.all([import('./message'), mounted]);
  message = loaded;
  return loaded;
}

/** Loads the place for messages ahead of the first one, so that it appears without delay. */
export function expectNotice(): void {
  if (wanted) return;
  wanted = true;
  void loadMessage();
  for (const listener of listeners) listener();
}

/** Something to do about what a message says, for as long as it stands. */
export interface NoticeAction {
  label: string;
  run: () => void;
  /** Takes back what the message says: then Ctrl+Z and ⌘Z do it too, outside of text fields. */
  undoes?: boolean;
}

async function show(tone: 'success' | 'error', text: string, action?: NoticeAction): Promise<void> {
  expectNotice();
  // Without waiting where that can be: then it shows with what it is about, and not a frame later.
  const { showMessage } = message ?? (await loadMessage());
  showMessage(tone, text, action);
}

/** Says in a short message what just happened. With an action it stays long enough to use it. */
export const notify = (text: string, action?: NoticeAction) => show('success', text, action);

/** Says in a short message what did not work, where there is no form to say it in. */
export const notifyProblem = (text: string, action?: NoticeAction) => show('error', text, action);
