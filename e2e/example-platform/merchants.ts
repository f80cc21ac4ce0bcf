/** One merchant of the platform; a real one has a row for each. */
export interface Merchant {
  id: string;
  name: string;
  /** The connected account at Stripe; null before the merchant has begun to connect. */
  account: string | null;
}

/** Merchants from the environment: `MERCHANTS="Muddy Paws Grooming=acct_…;Whisker House="`. */
export function merchantsFrom(text = ''): Merchant[] {
  return text
    .split(';')
    .filter((entry) => entry.trim() !== '')
    .map((entry, index) => {
      const [name = '', account = ''] = entry.split('=').map((part) => part.trim());
      return { id: String(index + 1), name, account: account || null };
    });
}
