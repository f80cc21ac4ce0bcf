/**
 * How Stripe counts currencies, from docs.stripe.com/currencies: an amount is a whole number of the
 * smallest unit, of which most currencies have a hundred.
 */
const WITHOUT_DECIMALS = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);
const WITH_THREE = new Set('bhd jod kwd omr tnd'.split(' '));
/** Counted in hundredths for compatibility, although they have no decimals any more. */
const HUNDREDTHS_OF_WHOLES = new Set(['isk', 'ugx']);

/** How many decimals an amount of Stripe's has, and how many of them people write. */
function decimalsOf(currency: string): { counted: number; written: number } {
  const code = currency.toLowerCase();
  if (WITHOUT_DECIMALS.has(code)) return { counted: 0, written: 0 };
  if (WITH_THREE.has(code)) return { counted: 3, written: 3 };
  return { counted: 2, written: HUNDREDTHS_OF_WHOLES.has(code) ? 0 : 2 };
}

/** An amount with a point before its decimals, worked out on the digits themselves. */
function decimalText(minor: number, counted: number, written: number): string {
  const digits = String(Math.abs(minor)).padStart(counted + 1, '0');
  const whole = digits.slice(0, digits.length - counted);
  const rest = digits.slice(digits.length - counted);
  // What lies behind the decimals that people write is shown where it is not nothing.
  const shown = /^0*$/.test(rest.slice(written)) ? rest.slice(0, written) : rest;
  return `${minor < 0 ? '-' : ''}${whole}${shown && `.${shown}`}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, decimals: number): Intl.NumberFormat | null {
  const key = `${currency} ${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  try {
    const format = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(key, format);
    return format;
  } catch {
    return null;
  }
}

/**
 * An amount of Stripe's as people write it: `1250` of `usd` is `$12.50`, of `jpy` `¥1,250`, of `kwd`
 * `KWD 1.250`. A currency that is none stands as it is written.
 */
export function moneyWord(minor: number, currency: string): string {
  const { counted, written } = decimalsOf(currency);
  const text = decimalText(minor, counted, written);
  const decimals = text.split('.')[1]?.length ?? 0;
  const format = formatOf(currency, decimals);
  // As text it is formatted digit by digit and never becomes a float.
  return format?.format(text as `${number}`) ?? `${text} ${currency.toUpperCase()}`;
}

/** An amount of Stripe's as it is typed: `1250` of `usd` is `12.50`. */
export function moneyInput(minor: number, currency: string): string {
  const { counted, written } = decimalsOf(currency);
  return decimalText(minor, counted, written);
}

/** What an amount that was typed says, or what is wrong with it, in a sentence. */
export type TypedMoney = { minor: number; problem?: undefined } | { problem: string };

/**
 * An amount in major units as Stripe counts it, digit by digit: `12.50` of `usd` is 1250. A comma
 * counts as a point; signs, spaces between digits and marks of thousands are not guessed at.
 */
export function parseMoney(typed: string, currency: string): TypedMoney {
  const { counted, written } = decimalsOf(currency);
  const found = /^(\d{1,12})(?:[.,](\d*))?$/.exec(typed.trim());
  if (!found) {
    return { problem: `Write the amount like ${moneyInput(decimalExample(counted), currency)}.` };
  }
  const [, whole = '', rest = ''] = found;
  if (rest.length > written) {
    const code = currency.toUpperCase();
    return {
      problem:
        written === 0 ? `${code} has no decimals.` : `${code} has ${written} decimals at most.`,
    };
  }
  const minor = Number(`${whole}${rest.padEnd(counted, '0')}`);
  if (minor === 0) return { problem: 'The amount must be more than nothing.' };
  return { minor };
}

const decimalExample = (counted: number) => 12 * 10 ** counted + (counted > 0 ? 50 : 0);
