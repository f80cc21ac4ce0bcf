/** How many templates the accounts have that are minted for. */
export const MINT_TEMPLATES = 16;

/** Features that such a template decides, in pairs of a cell and what it says. */
const DECIDED: readonly (readonly [cell: string, setting: 'on' | 'off'])[] = [
  ['payments.refund_management', 'off'],
  ['payments.dispute_management', 'on'],
  ['payments.capture_payments', 'off'],
  ['payments.destination_on_behalf_of_charge_management', 'on'],
  ['payment_details.refund_management', 'off'],
  ['payment_details.capture_payments', 'off'],
  ['payouts.instant_payouts', 'off'],
  ['payouts.edit_payout_schedule', 'off'],
  ['payouts.standard_payouts', 'on'],
  ['balances.instant_payouts', 'off'],
  ['balances.edit_payout_schedule', 'off'],
  ['balances.standard_payouts', 'on'],
  ['disputes_list.dispute_management', 'on'],
  ['disputes_list.refund_management', 'off'],
  ['payment_disputes.refund_management', 'off'],
  ['issuing_card.card_management', 'on'],
  ['issuing_cards_list.cardholder_management', 'on'],
  ['financial_account.send_money', 'on'],
  ['financial_account.transfer_balance', 'on'],
  ['instant_payouts_promotion.instant_payouts', 'off'],
];

/** Cells that single accounts override, so that hardly two accounts send the same. */
export const OVERRIDDEN: readonly string[] = DECIDED.map(([cell]) => cell);

/** The n-th template: every component is on by its parent, and all but four of the features are decided. */
export function mintTemplate(n: number) {
  const set = DECIDED.filter((_, place) => (place + n) % 5 !== 0);
  return {
    key: `mint-${n}`,
    name: `Minted ${n}`,
    extends: 'base',
    set: Object.fromEntries(set),
  };
}
