import {
  type Account,
  buildAccount,
  type CapabilityStatus,
  type Controller,
  controllerOf,
  legacyControllers,
} from './accounts';

/**
 * The accounts to begin with, oldest first. All businesses are made up.
 *
 * Columns: id, business name, country, controller, capabilities, details submitted, payout
 * interval, business type; `-` stands for nothing. The controller is a legacy type, or
 * dashboard/losses/requirements/fees, where `shared` and `delegated` are values that no API version
 * has: the enums are open. Capabilities are cp card_payments, tr transfers, ty treasury, ci
 * card_issuing; their states a active, p pending, i inactive.
 */
const rows = `
  1NkDjjJyhOZfPCWt | Skylark Tandem Tours | US | express | cp:a tr:a | yes | daily | company
  1M1ne6T3hA5h4eGq | Harbour Lantern Books | US | custom | cp:a tr:a | yes | daily | company
  1MkBDldejttpY2L0 | Copperleaf Bakery | US | custom | cp:a tr:a ty:a ci:a | yes | manual | company
  1MKMWXiFZXd1KgQ5 | Tidewater Kayak Hire | US | express | cp:a tr:a ty:p | yes | weekly | company
  1MfonKyJt3dqBYDV | Quillfeather Stationers | GB | express | cp:a tr:a | yes | daily | company
  1MYg1AisXqq69Riw | Juniper & Ash Ceramics | DE | custom | cp:a tr:a | yes | manual | company
  1N7kPR4oWe1SoWpW | Atelier Brindille | FR | express | cp:a tr:a | yes | weekly | individual
  1N4iYL3H6JryvxmM | みなと文具店 | JP | standard | cp:a tr:a | yes | weekly | company
  1NuCZ34Usyx4PzgZ | Bushlark Camping Supplies | AU | express | cp:a tr:a | yes | daily | company
  1NrpPguXRhPOpx8V | Orchid Lane Tailors | SG | standard | cp:a tr:a | yes | daily | company
  1NxEY8NOBSr4Ygj2 | Padaria Três Marés | BR | express | cp:a tr:a | yes | daily | company
  1P5fyXv0cD5DpZ3R | Saffron Kite Textiles | IN | standard | cp:a tr:a | yes | daily | company
  1PCCe5q6yyrKFg9U | Moosewillow Outfitters | CA | custom | cp:a tr:a ci:i | yes | monthly | company
  1PP1f77xCUcZntXD | Windmolen Fietsen | NL | none/application/application/application | cp:a tr:a | yes | manual | company
  1PYtYBDQgU64dwZd | Librería del Faro Verde | ES | express/application/stripe/application | cp:a tr:a | yes | daily | individual
  1PjMdWe04z0F5qrz | Peatsmoke Woollens | IE | express/stripe/stripe/account | cp:a tr:a | yes | weekly | company
  1Q0LzhZP633kXrHH | Fjällbäckens Cykelverkstad | SE | full/stripe/stripe/account | cp:a tr:a | yes | daily | company
  1QBhCR7ia48FLnmf | Alpenglühn Käserei | CH | none/stripe/stripe/account | cp:a tr:a | yes | monthly | company
  1Qb86Bn55cZzkZAo | Taller Nopal Azul | MX | express | cp:p tr:p | yes | daily | company
  1QR65yC4VeviWGNp | Kererū Coffee Roasters | NZ | none/stripe/stripe/application | cp:a tr:a | yes | daily | company
  1QZLxLhs0lwrGx1T | Paper Crane Noodle House | HK | express/stripe/stripe/application | cp:a tr:a | yes | daily | company
  1R19Y0Od574q6rGU | Lumen & Loam Nursery | US | none/application/application/application | cp:a tr:a ty:a | yes | manual | company
  1Rc3hOOU7Fc9ebGe | Brasskey Repair Guild | US | none/application/application/account | cp:a tr:a ci:a | yes | weekly | non_profit
  1RPiNBIVM7VDYNzV | Cinder Street Pottery | US | express | cp:i tr:i | no | daily | individual
  1RU8byd68hZQTxpR | Foxglove Pet Parlour | GB | custom | cp:i tr:i | no | daily | company
  1RITMvYpdK9aRvFA | Nordlys Keramikk | NO | standard | cp:a tr:a | yes | weekly | individual
  1SXLHRH4K1B1buUG | Trattoria Lanterna Blu | IT | express | cp:a tr:p | yes | daily | company
  1SnL0Qqeq1lUW7I6 | Bäckerei Morgenrot | AT | custom | cp:a tr:a | yes | manual | company
  1SVLhu77h6PHhYdm | Velvet Anchor Records | US | none/stripe/stripe/account | cp:a tr:a ty:a ci:a | yes | manual | company
  1SbQEg793zE82wy0 | Gaufrerie du Canal Gris | BE | express | cp:p tr:a | yes | weekly | company
  1S72E6ZUyslBpe22 | Padrão Surf School | PT | express/application/stripe/account | cp:a tr:a | yes | daily | individual
  1TZ39I0cRwSyzo8m | Havneby Sailworks | DK | standard | cp:a tr:a | yes | manual | company
  1TgD6s96PMqmqJLQ | Sisu Sauna Oils | FI | full/stripe/stripe/account | cp:i tr:i | no | daily | company
  1Ts45YFDS9AP9up1 | Bursztyn Workshop | PL | custom | cp:a tr:a | yes | monthly | company
  1TfQM3VL3II7wt3U | Loutka Puppet Theatre | CZ | express | cp:a tr:a | yes | daily | non_profit
  1TS681uION2vD0qY | Desert Plum Perfumes | AE | express/stripe/stripe/account | cp:a tr:a | yes | daily | company
  1UrkBPWZOAFgvOMI | Mango Rain Cookery School | TH | express/shared/stripe/application | cp:a tr:a | yes | daily | company
  1UoZTYDovURrN00G | Batik Bunga Studio | MY | none/application/delegated/application | cp:a tr:a | yes | weekly | company
  1UgiZFWsS6bdDWET | Threadneedle Moon Costumiers of the Old Corn Exchange, Upper Gallery | GB | express | cp:a tr:a ci:a | yes | daily | company
  1UFRXw2txz1ppxEF | - | US | express |  | no | daily | -
  1UjFY4eCgLbycQWH | Kestrel Point Observatory Shop | US | express | cp:a tr:i ty:i ci:i | yes | manual | non_profit
  1UU02ozspNqEDXA9 | Clockwork Fern Toys | DE | custom | cp:a tr:a ty:i ci:p | yes | weekly | company
`;

const capabilityNames: Readonly<Record<string, string>> = {
  ci: 'card_issuing',
  cp: 'card_payments',
  tr: 'transfers',
  ty: 'treasury',
};

const statuses: Readonly<Record<string, CapabilityStatus>> = {
  a: 'active',
  i: 'inactive',
  p: 'pending',
};

/** The summer of 2023; each further account is some two weeks younger. */
const firstCreated = 1_692_000_000;
const secondsBetween = 1_209_607;

/** The seed, made anew at each call. */
export function seedAccounts(): Account[] {
  return rows.trim().split('\n').map(readRow);
}

function readRow(row: string, index: number): Account {
  const [
    id,
    name,
    country = 'US',
    kind = '',
    capabilities = '',
    submitted,
    interval,
    businessType,
  ] = row.split('|').map((cell) => {
    const text = cell.trim();
    return text === '-' ? undefined : text;
  });
  const site = name && `${slugOf(name, index)}.example`;
  return buildAccount({
    id: `acct_${id}`,
    created: firstCreated + index * secondsBetween,
    country,
    controller: readController(kind),
    type: Object.hasOwn(legacyControllers, kind) ? kind : 'none',
    name,
    url: site && `https://${site}`,
    email: site && `owner@${site}`,
    businessType,
    capabilities: readCapabilities(capabilities),
    detailsSubmitted: submitted === 'yes',
    interval,
  });
}

function readController(kind: string): Controller {
  const [dashboard, losses, requirements, feePayer] = kind.split('/');
  return legacyControllers[kind] ?? controllerOf(dashboard, losses, requirements, feePayer);
}

function readCapabilities(cell: string): Record<string, CapabilityStatus> {
  const pairs = cell
    .split(' ')
    .filter(Boolean)
    .map((pair) => pair.split(':'));
  return Object.fromEntries(
    pairs.map(([name = '', status = '']) => [
      capabilityNames[name] ?? name,
      statuses[status] ?? 'inactive',
    ]),
  );
}

function slugOf(name: string, index: number): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return slug || `shop-${index}`;
}
