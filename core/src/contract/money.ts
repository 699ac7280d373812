/** An ISO 4217 code, upper case. */
export type Currency = string;

/**
 * An exact amount: integer minor units of `currency` by ISO 4217 (M1). `{ amount: 1050n, currency: 'USD' }` is 10.50 US dollars.
 * Negative only in ledger balances and differences, never in facts.
 */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}
