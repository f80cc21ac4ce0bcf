/** Has what is imported from lib later use this database. Nothing of Stripe or of sign-in is used. */
export function workOn(url: string): void {
  Object.assign(process.env, {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY ?? 'not-used',
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? 'not-used-by-this-command-at-all-',
  });
}
