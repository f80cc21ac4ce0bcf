import type { z } from 'zod';
import type { JsonPieces } from '@/lib/domain/ascii-json';

/** One way in which a route answers. */
export interface Answer {
  /** What it means, in a sentence. */
  means: string;
  /** The JSON that is sent; left out where there is none. */
  body?: z.ZodType;
  /** What else may be sent, by content type, with what is in it. */
  streams?: Readonly<Record<string, string>>;
  /** Header fields of its own, with what they say. */
  headers?: Readonly<Record<string, string>>;
}

/** All ways in which a route answers what it does not refuse, by status. */
export type Answers = Readonly<Record<number, Answer>>;

/** A value that is JSON text already, because some of it was worked out before. */
export class JsonText<Body> {
  declare readonly of: Body;

  constructor(readonly pieces: JsonPieces) {}
}

/** JSON that is sent with a status of its own. */
export class Answering<Status extends number, Body> {
  constructor(
    readonly status: Status,
    readonly body: Body,
    readonly headers?: HeadersInit,
  ) {}
}

/** A value to send as JSON with a status and perhaps header fields, e.g. `answering(201, made)`. */
export const answering = <const Status extends number, Body>(
  status: Status,
  body: Body,
  headers?: HeadersInit,
) => new Answering(status, body, headers);

/** A value that is only read: whether lists in it may be altered is nothing to who sends it. */
type ReadOnly<T> = unknown extends T
  ? T
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? readonly ReadOnly<Item>[]
      : T extends object
        ? { readonly [Name in keyof T]: ReadOnly<T[Name]> }
        : T;

type Body<A> = A extends { body: infer Schema extends z.ZodType }
  ? ReadOnly<z.output<Schema>>
  : never;

/** What a handler with these answers may give: nothing that its documentation does not say. */
export type Handled<A> = {
  [Status in keyof A]:
    | (Status extends 200 ? Body<A[Status]> | JsonText<Body<A[Status]>> : never)
    | (Status extends number ? Answering<Status, Body<A[Status]>> : never)
    | (A[Status] extends { streams: object }
        ? Response
        : A[Status] extends { body: z.ZodType }
          ? never
          : Response);
}[keyof A];
