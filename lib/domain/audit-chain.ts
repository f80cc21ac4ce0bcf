/** A row of an audit chain as it is read back: its fields in order, as text. */
export interface ChainRow {
  chain: number;
  seq: bigint;
  /** What the row says, in the order in which it is hashed. */
  fields: readonly (string | null)[];
  /** The hash it carries, in hex. */
  hash: string;
}

/** Where a chain ends, as the database keeps it. */
export interface ChainHead {
  chain: number;
  seq: bigint;
  hash: string;
}

/** A place at which a chain is not what was written. */
export interface ChainBreak {
  chain: number;
  seq: bigint;
  /** `altered`: a row says something else; `missing`: rows are gone; `extra`: a row without a place; `head`: the end is another. */
  what: 'altered' | 'missing' | 'extra' | 'head';
  message: string;
}

/** What a chain starts from, before it has a row. */
export const chainStart = (chain: number) => `switchyard audit chain ${chain}`;

/**
 * The text of a row that is hashed: each field behind its length in bytes, so that no two rows read
 * alike. The database's `audit_text` says the same.
 */
export function chainText(fields: readonly (string | null)[]): string {
  return fields
    .map((field) => (field === null ? '-' : `${new TextEncoder().encode(field).length}:${field}`))
    .join(',');
}

/** SHA-256 of a text in UTF-8, perhaps behind an earlier hash; both hashes in hex. */
export type ChainHash = (text: string, after?: string) => string;

/**
 * Walks the rows of one chain, in the order of their places, and tells where it breaks. After a
 * break it goes on from what the row says its hash is, so that each break is told once.
 */
export class ChainWalk {
  readonly breaks: ChainBreak[] = [];
  rows = 0n;
  private hash: string;
  private seq = 0n;

  constructor(
    readonly chain: number,
    private readonly hashOf: ChainHash,
  ) {
    this.hash = hashOf(chainStart(chain));
  }

  take(row: ChainRow): void {
    this.rows += 1n;
    if (row.seq <= this.seq) {
      this.tell(row.seq, 'extra', `Row ${row.seq} stands twice.`);
      return;
    }
    const expected = this.seq + 1n;
    if (row.seq !== expected) {
      const gone = row.seq - expected;
      this.tell(expected, 'missing', `${gone} ${gone === 1n ? 'row is' : 'rows are'} missing.`);
    } else if (this.hashOf(chainText(row.fields), this.hash) !== row.hash) {
      this.tell(row.seq, 'altered', `Row ${row.seq} does not say what was written.`);
    }
    this.seq = row.seq;
    this.hash = row.hash;
  }

  /** Compares the end of the walk with the head that the database keeps. */
  end(head: ChainHead | undefined): void {
    if (head?.seq === this.seq && head.hash === this.hash) return;
    const message = head
      ? `The chain should end at row ${head.seq}, and ends at row ${this.seq}.`
      : 'The chain has no head.';
    this.tell(this.seq, 'head', message);
  }

  private tell(seq: bigint, what: ChainBreak['what'], message: string): void {
    this.breaks.push({ chain: this.chain, seq, what, message });
  }
}
