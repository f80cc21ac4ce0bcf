import { accountId, draw, often, pick } from './world-sql';

const FIRST =
  'Harbour Maple Copper North Linden Quay Amber Ridge Willow Stone River Silver Golden Urban Coastal Alpine Velvet Cedar Birch Indigo Scarlet Meadow Lunar Solar Nordic Atlantic Pacific Union Royal Little Grand Old New Blue Green Red White Black Wild Bright Swift Quiet Happy Hidden Twin Iron Crystal Sunny Misty Rustic Modern Central Eastern Western Southern Café Müller Garçon Señor Ōkami'.split(
    ' ',
  );
const TRADE =
  'Books Bakery Cycles Florist Records Tea Tools Wool Dental Fitness Yoga Coffee Kitchen Interiors Studio Photography Design Travel Tours Motors Garage Plumbing Electric Roofing Legal Accounting Tutoring Music Dance Pottery Candles Jewellery Watches Shoes Fashion Vintage Toys Games Pets Veterinary Salon Barber Spa Nails Brewing Wines Cheese Butchers Fish Farm Garden Seeds Nursery Print Press Media Software Robotics Rentals'.split(
    ' ',
  );
const CITY =
  'Berlin Hamburg München Köln Paris Lyon Marseille London Leeds Bristol Glasgow Dublin Milano Torino Roma Madrid Sevilla Valencia Lisboa Porto Amsterdam Utrecht Antwerpen Wien Zürich Oslo Malmö Aarhus Tampere Kraków Praha Austin Boston Chicago Denver Portland Seattle Toronto Montréal Vancouver Sydney Perth Auckland Osaka Singapore'.split(
    ' ',
  );
const PERSON =
  'Nadia Omar Priya Luca Ingrid Tomas Yuki Amara Chloé Diego Elif Farah Goran Hana Ivan Jonas Keiko Leila Mateo Nora Okafor'.split(
    ' ',
  );

/** Common countries often, and one that is as good as never there. */
const COUNTRIES = often(
  'US*38 GB*11 DE*10 FR*10 CA*5 IT*4 ES*4 NL*3 AU*3 BE IE AT CH SE DK PL PT JP SG BR MX NO',
);
const CURRENCY = `CASE WHEN country IN ('DE','FR','IT','ES','NL','BE','IE','AT','PT') THEN 'eur'
  WHEN country = 'GB' THEN 'gbp' WHEN country = 'CA' THEN 'cad' WHEN country = 'CH' THEN 'chf'
  WHEN country = 'JP' THEN 'jpy' ELSE 'usd' END`;

const KIND = draw('i', 'kind', 50);
const i = 'i';

/** Some kinds of names: of a trade, of a trade in a town, of a person; a few are told from all others. */
const NAME = `CASE
  WHEN ${draw(i, 'rare', 100_000)} = 0 THEN 'Zephyrine ' || ${pick(i, 'second', ...TRADE)} || ' ' || i
  WHEN ${draw(i, 'scarce', 2_000)} = 0 THEN 'Quillfeather ' || ${pick(i, 'city', ...CITY)} || ' ' || i
  WHEN ${draw(i, 'form', 10)} < 4 THEN
    ${pick(i, 'first', ...FIRST)} || ' ' || ${pick(i, 'second', ...TRADE)} || ' ' ||
    ${pick(i, 'legal', 'GmbH', 'Ltd', 'Inc', 'LLC', 'SAS', 'BV', '& Sons', '& Co')}
  WHEN ${draw(i, 'form', 10)} < 7 THEN
    ${pick(i, 'first', ...FIRST)} || ' ' || ${pick(i, 'second', ...TRADE)} || ' ' || ${pick(i, 'city', ...CITY)}
  WHEN ${draw(i, 'form', 10)} < 8 THEN
    ${pick(i, 'person', ...PERSON)} || ' ' || ${pick(i, 'family', ...PERSON)} || ' ' || ${pick(i, 'second', ...TRADE)}
  ELSE ${pick(i, 'first', ...FIRST)} || ' ' || ${pick(i, 'second', ...TRADE)} || ' ' || i
END`;

const EMAIL = `CASE
  WHEN ${draw(i, 'mail', 50)} = 0 THEN NULL
  WHEN ${draw(i, 'mail', 50)} < 25 THEN ${pick(i, 'box', 'owner', 'info', 'hello', 'billing', 'finance')} || i || '@'
    || ${pick(i, 'host', 'mail.example', 'post.example', 'inbox.example')}
  ELSE ${pick(i, 'box', 'owner', 'info', 'hello', 'billing', 'finance')} || '@shop' || i % 50000 || '.example'
END`;

const CAPABILITIES = `jsonb_strip_nulls(jsonb_build_object(
  'card_payments', ${pick(i, 'cards', ...often('active*17 pending inactive*2'))},
  'transfers', ${pick(i, 'transfers', ...often('active*9 inactive'))},
  'card_issuing', CASE WHEN ${draw(i, 'capable', 10)} = 0 THEN 'active' WHEN ${draw(i, 'asked', 200)} = 0 THEN 'pending' END,
  'treasury', CASE WHEN ${draw(i, 'capable', 10)} = 1 THEN 'active' END,
  'sepa_debit_payments', CASE WHEN ${draw(i, 'sepa', 4)} = 0 THEN 'active' END,
  'us_bank_account_ach_payments', CASE WHEN ${draw(i, 'ach', 6)} = 0 THEN 'active' END,
  'tax_reporting_us_1099_k', CASE WHEN ${draw(i, '1099', 500)} = 0 THEN 'active' END))`;

/** A few tags that many have, some hundreds of cohorts, thousands of partners, one that ten have. */
const TAGS = `array_remove(ARRAY[
  CASE WHEN ${draw(i, 'vip', 100)} = 0 THEN 'vip' END,
  CASE WHEN ${draw(i, 'beta', 20)} = 0 THEN 'beta' END,
  CASE WHEN ${draw(i, 'risk', 5_000)} = 0 THEN 'at-risk' END,
  CASE WHEN ${draw(i, 'pilot', 100_000)} = 0 THEN 'pilot' END,
  CASE WHEN ${draw(i, 'cohort', 25)} = 0 THEN 'cohort-' || 2019 + ${draw(i, 'year', 7)} || '-' || lpad((1 + ${draw(i, 'week', 52)})::text, 2, '0') END,
  CASE WHEN ${draw(i, 'partner', 30)} = 0 THEN 'partner-' || ${draw(i, 'which', 3_000)} END
]::text[], NULL)`;

/**
 * A temporary table of the accounts that are to be, in the order in which Stripe made them. `step`
 * is how far apart two accounts are that deviate; `bulk` is how many a bulk assignment was of.
 */
export const ACCOUNTS = (
  size: { accounts: number; templates: number },
  { now, step, bulk }: { now: string; step: number; bulk: number },
) => `
  CREATE TEMP TABLE world_account AS
  SELECT *, ${CURRENCY} AS currency,
         template IS NOT NULL OR tags <> '{}' AS placed,
         (i - 1) / ${bulk} AS bulk,
         CASE WHEN (i - 1) % ${step} = 0 THEN (i - 1) / ${step} END AS habitual
  FROM (
    SELECT i, ${accountId(i)} AS id, ${NAME} AS name, ${EMAIL} AS email,
      CASE WHEN ${draw(i, 'tiny', 20_000)} = 0 THEN 'LI' ELSE ${pick(i, 'country', ...COUNTRIES)} END AS country,
      CASE WHEN ${KIND} < 25 THEN 'express' WHEN ${KIND} < 40 THEN 'none' ELSE 'full' END AS dashboard,
      CASE WHEN ${KIND} < 39 THEN 'application' ELSE 'stripe' END AS losses,
      CASE WHEN ${KIND} BETWEEN 25 AND 38 THEN 'application' ELSE 'stripe' END AS collects,
      ${pick(i, 'fees', ...often('application*17 account*2 application_express'))} AS fees,
      ${CAPABILITIES} AS capabilities, ${TAGS} AS tags,
      ${draw(i, 'details', 20)} > 0 AS details,
      ${pick(i, 'interval', ...often('daily*2 weekly manual'))} AS interval,
      '${now}'::timestamptz - interval '6 years' * (1 - i / ${size.accounts}::float8) - interval '1 hour' AS made,
      CASE WHEN ${draw(i, 'gone', 70)} = 0
        THEN '${now}'::timestamptz - interval '1 minute' * (1 + ${draw(i, 'since', 1_000_000)}) END AS gone,
      ${draw(i, 'drift', 1_000)} = 0 AS drifting,
      CASE WHEN ${draw(i, 'explicit', 4)} = 0 THEN NULL
        ELSE 't' || (1 + (${draw(i, 't', 1000)} * ${draw(i, 'u', 1000)}) * ${size.templates - 1} / 1000000) END AS template
    FROM generate_series(1, ${size.accounts}) i
  ) one`;

/** The mirror, from that table and the overrides that are to be, with the tags that there are. */
export const MIRROR = (now: string) => `
  INSERT INTO account (id, name, email, country, default_currency, dashboard_type, losses_payments,
    requirement_collection, fees_payer, capabilities, tags, details_submitted, payout_interval,
    stripe_created_at, synced_at, disconnected_at, connection_event_at, drifting, policy_revision,
    assigned_template_key, template_key, assigned_by, lasting_overrides, last_expiry_at, overrides_key)
  SELECT id, name, email, country, currency, dashboard, losses, collects, fees, capabilities, tags,
         details, interval, made, '${now}'::timestamptz - interval '1 second' * (i % 86400), gone, gone, drifting,
         placed::int + (habitual IS NOT NULL)::int, template, coalesce(template, 'base'),
         (CASE WHEN template IS NULL THEN 'default' ELSE 'explicit' END)::assigned_by,
         coalesce(lasting, false), last, key
  FROM world_account LEFT JOIN (
    SELECT i, bool_or(expires_at IS NULL) AS lasting, max(expires_at) AS last,
      overrides_key(jsonb_object_agg(cell,
        jsonb_build_object('setting', setting, 'expiresAt', expires_at))) AS key
    FROM world_override GROUP BY i
  ) o USING (i) ORDER BY i;
  INSERT INTO tag (value, accounts)
  SELECT tag, count(*) FROM world_account, unnest(tags) tag GROUP BY 1`;

/** What each account was before: some had no capabilities and had not said all at first. */
export const TRAITS = `
  INSERT INTO account_traits (account_id, revision, traits, valid_from)
  SELECT id, n, jsonb_build_object('email', email, 'country', country, 'dashboardType', dashboard,
      'lossesPayments', losses, 'requirementCollection', collects, 'feesPayer', fees,
      'capabilities', CASE WHEN n = lines THEN capabilities ELSE '{}' END,
      'tags', CASE WHEN n = lines THEN to_jsonb(tags) ELSE '[]' END,
      'detailsSubmitted', details AND n = lines, 'payoutInterval', interval),
    made + interval '20 days' * (n - 1)
  FROM (SELECT *, 1 + (${draw(i, 'grew', 6)} = 0)::int AS lines FROM world_account) a,
    generate_series(1, lines) n`;

/** What of some accounts Stripe answered otherwise than predicted: now, and of more of them once. */
export const DRIFT = (now: string) => `
  INSERT INTO drift (account_id, cell, predicted, answered, count, first_seen, last_seen, ended_at)
  SELECT id, ${pick('i + k', 'drifts', 'payments.refund_management', 'payments.dispute_management', 'payouts.instant_payouts', 'account_onboarding.external_account_collection', 'balances.standard_payouts')},
    true, false, 1 + ${draw('i', 'times', 40)}, seen - interval '9 days', seen,
    CASE WHEN NOT drifting THEN seen + interval '1 hour' END
  FROM (SELECT *, '${now}'::timestamptz - interval '1 minute' * (90 + ${draw(i, 'seen', 200_000)}) AS seen
        FROM world_account WHERE drifting OR ${draw(i, 'drifted', 200)} = 0) a, generate_series(0, 1) k
  ON CONFLICT DO NOTHING`;
