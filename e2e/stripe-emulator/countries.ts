/** What an account gets from its country. */
export interface Country {
  currency: string;
  timezone: string;
  delayDays: number;
}

const rows = `
  AE aed Asia/Dubai 7 | AT eur Europe/Vienna 3 | AU aud Australia/Sydney 2
  BE eur Europe/Brussels 3 | BR brl America/Sao_Paulo 30 | CA cad America/Toronto 3
  CH chf Europe/Zurich 3 | CZ czk Europe/Prague 3 | DE eur Europe/Berlin 3
  DK dkk Europe/Copenhagen 3 | ES eur Europe/Madrid 3 | FI eur Europe/Helsinki 3
  FR eur Europe/Paris 3 | GB gbp Europe/London 3 | HK hkd Asia/Hong_Kong 3
  IE eur Europe/Dublin 3 | IN inr Asia/Kolkata 3 | IT eur Europe/Rome 3
  JP jpy Asia/Tokyo 4 | MX mxn America/Mexico_City 3 | MY myr Asia/Kuala_Lumpur 3
  NL eur Europe/Amsterdam 3 | NO nok Europe/Oslo 3 | NZ nzd Pacific/Auckland 3
  PL pln Europe/Warsaw 3 | PT eur Europe/Lisbon 3 | SE sek Europe/Stockholm 3
  SG sgd Asia/Singapore 3 | TH thb Asia/Bangkok 3 | US usd America/New_York 2
`;

/** The countries an account can be made in. */
export const countries: ReadonlyMap<string, Country> = new Map(
  rows
    .split(/[|\n]/)
    .map((row) => row.trim().split(' '))
    .filter(([code]) => code)
    .map(([code = '', currency = '', timezone = '', days]) => [
      code,
      { currency, timezone, delayDays: Number(days) },
    ]),
);
