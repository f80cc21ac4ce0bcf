/** A row as Postgres writes it, with what its bytes say as text: a secret in a column of bytes shows too. */
export const withBytesRead = (row: string): string =>
  row.replace(
    /\\+x((?:[0-9a-f]{2})+)/g,
    (written, hex) => `${written} ${Buffer.from(hex, 'hex').toString('latin1')}`,
  );
