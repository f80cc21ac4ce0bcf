/** SQL for a number that looks random, the same for the same row and salt: from 0 up to `below`. */
export const draw = (row: string, salt: string, below: number) =>
  `((hashtextextended('${salt}', (${row})::bigint) & 2147483647) % ${below})`;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL for an array of texts. */
export const texts = (values: readonly string[]) =>
  `ARRAY[${values.map(quoted).join(',')}]::text[]`;

/** SQL for one of these texts; one that is given twice comes twice as often. */
export const pick = (row: string, salt: string, ...values: readonly string[]) =>
  `(${texts(values)})[1 + ${draw(row, salt, values.length)}]`;

/** The words of a text, each as often as the number behind it says: `US*3 DE` is `US US US DE`. */
export const often = (text: string): string[] =>
  text.split(' ').flatMap((word) => {
    const [value = '', times = '1'] = word.split('*');
    return Array.from({ length: Number(times) }, () => value);
  });

/** SQL for the id of the account of this number: ids do not follow one another. */
export const accountId = (row: string) =>
  `('acct_1' || substr(md5('account ' || (${row})), 1, 15))`;

/** SQL for an id that starts with its moment, as the product makes them. */
export const uuidAt = (moment: string, kind: string, row: string) =>
  `(lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0')
    || overlay(overlay(substr(md5('${kind} ' || (${row})), 1, 20) placing '7' from 1) placing '8' from 5))::uuid`;
