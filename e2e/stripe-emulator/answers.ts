/** What Stripe answers otherwise than its table says, as when it changes something on its own. */
export interface OtherAnswer {
  /** The account whose sessions it is about; all unless given. */
  account?: string;
  /** What stands in the answer's `components` instead, at any depth and of any shape. */
  components: Record<string, unknown>;
}

const isHash = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One value with what another says in place of its parts; null takes a part away. */
function altered(value: unknown, other: unknown): unknown {
  if (!isHash(value) || !isHash(other)) return other;
  const kept = Object.entries(value).filter(([name]) => other[name] !== null);
  const changed = Object.entries(other)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => [name, altered(value[name], part)] as const);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(changed) };
}

/** The answers that differ, the last one added having the last word. */
export class AnswerBoard {
  #others: OtherAnswer[] = [];

  /** Adds one as it came in a JSON body; throws an Error that says what is wrong with it. */
  add(given: Record<string, unknown>): OtherAnswer {
    const { account, components, ...rest } = given;
    const [extra] = Object.keys(rest);
    if (extra !== undefined) throw new Error(`An answer has no '${extra}'.`);
    if (!isHash(components)) throw new Error('components must be an object.');
    if (account !== undefined && typeof account !== 'string') {
      throw new Error('account must be a string.');
    }
    const other: OtherAnswer = { components, ...(account !== undefined && { account }) };
    this.#others.push(other);
    return other;
  }

  /** A session's components as they are answered to this account. */
  apply(account: string, components: object): object {
    return this.#others
      .filter((other) => (other.account ?? account) === account)
      .reduce((answer, other) => altered(answer, other.components) as object, components);
  }

  /** Answers as the table says again, for one account or for all. */
  clear(account?: string): void {
    this.#others = account === undefined ? [] : this.#others.filter((o) => o.account !== account);
  }
}
