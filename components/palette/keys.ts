/** Whether this browser's keyboard has Command where others have Ctrl. Only in the browser. */
export const hasCommand = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** What stands on a key of this keyboard: `Ctrl` is ⌘ on a Mac. */
export const keyName = (key: string) => (key === 'Ctrl' && hasCommand() ? '⌘' : key);
