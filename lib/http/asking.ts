/**
 * A request as the wrapper reads it: a web `Request` is one, and so is what a server of Node's makes of
 * its own without building the whole of that.
 */
export interface Asking {
  method: string;
  /** Absolute; of its host nothing is read. */
  url: string;
  headers: { get(name: string): string | null };
  body: AsyncIterable<Uint8Array> | null;
}
