import fc from 'fast-check';
import { NOW } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import type { RuleCondition } from '@/lib/domain/rules';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';

const EMAILS = [
  null,
  '',
  'nobody',
  'shop.example',
  'a@',
  '@shop.example',
  'a@shop.example',
  'A@SHOP.EXAMPLE',
  'a@b@shop.example',
  'shop.example@other.example',
  'a@sub.shop.example',
  'a@shop.example ',
  'a@shop.example\n',
  'a\n@shop.example',
  // Capitals that become ASCII's small letters for some: Kelvin's sign and the dotted I.
  'a@\u212Aiosk.example',
  'a@\u0130nfo.example',
  'a@kiosk.example',
  'a@INFO.example',
  'a@s\u00dcd.example',
  '%@_',
  "a@o'shop.example",
];
const DOMAINS = ['shop.example', 'kiosk.example', 'info.example', 'example', 'b', '-'];
const SIDES = [null, 'application', 'stripe', 'somebody_new', ''];
const TAGS = ['vip', 'beta', 'a b', "o'clock", '%', '{x,y}', '"'];
const CAPABILITIES = ['card_issuing', 'treasury', 'constructor', 'x'];
const COUNTRIES = ['DE', 'US', 'FR', 'ZZ'];

/** An account as rules may find it, with the number of its own template or none. */
export const anyAccount = fc.record({
  email: fc.constantFrom(...EMAILS),
  country: fc.constantFrom(null, ...COUNTRIES),
  dashboardType: fc.constantFrom(null, 'none', 'express', 'full', 'hologram'),
  lossesPayments: fc.constantFrom(...SIDES),
  requirementCollection: fc.constantFrom(...SIDES),
  capabilities: fc.dictionary(
    fc.constantFrom(...CAPABILITIES),
    fc.constantFrom('active', 'inactive', 'Active', ''),
    { maxKeys: 3 },
  ),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
  explicit: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat(3) },
  ),
});

const some = <T>(...values: T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const CONDITIONS = {
  country: some(...COUNTRIES),
  controller: some(...CONTROLLER_KINDS),
  capability: some(...CAPABILITIES),
  tag: some(...TAGS),
  emailDomain: some(...DOMAINS),
};

/** Conditions of one part mostly: one of many parts hardly ever matches, and tells nothing. */
const anyCondition: fc.Arbitrary<RuleCondition> = fc
  .tuple(
    fc.record(CONDITIONS),
    fc.shuffledSubarray(Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[], { minLength: 1 }),
    fc.constantFrom(1, 1, 1, 2, 2, 5),
  )
  .map(([all, parts, most]) =>
    Object.fromEntries(parts.slice(0, most).map((part) => [part, all[part]])),
  );

/** Some rules and a default, by the numbers of templates. */
export const anyRules = fc.record({
  rules: fc.array(fc.record({ when: anyCondition, template: fc.nat(3) }), {
    minLength: 1,
    maxLength: 6,
    size: 'max',
  }),
  fallback: fc.nat(3),
});

export type DrawnAccount = typeof anyAccount extends fc.Arbitrary<infer T> ? T : never;

/** Fills the mirror with exactly these accounts; those without an explicit template are on `base`. */
export async function mirrorOf(
  drawn: readonly DrawnAccount[],
  templates: readonly string[],
): Promise<void> {
  await db().account.deleteMany();
  await db().account.createMany({
    data: drawn.map(({ explicit, ...facts }, index) => {
      const template = explicit === null ? null : (templates[explicit] ?? 'base');
      return {
        id: `acct_${index}`,
        name: `Shop ${index}`,
        ...facts,
        detailsSubmitted: true,
        syncedAt: NOW,
        assignedTemplateKey: template,
        templateKey: template ?? 'base',
        assignedBy: template === null ? ('default' as const) : ('explicit' as const),
      };
    }),
  });
}
