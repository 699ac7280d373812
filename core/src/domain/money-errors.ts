/** A code that is not in the pinned ISO 4217 table, or not in upper case (M1). */
export class UnknownCurrency extends Error {
  readonly currency: string;
  constructor(currency: string) {
    super(`'${currency}' is no active ISO 4217 code; expected three upper-case letters such as 'USD'`);
    this.name = 'UnknownCurrency';
    this.currency = currency;
  }
}

/** An amount that cannot be held in minor units without rounding or guessing: quarantined in a delivery, refused by the API (M1). */
export class LossyAmount extends Error {
  readonly text: string;
  readonly currency: string;
  constructor(text: string, currency: string, why: string) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    super(`the amount '${shown}' cannot be read exactly in ${currency}: ${why}`);
    this.name = 'LossyAmount';
    this.text = text;
    this.currency = currency;
  }
}

/** A JSON value that is no amount: not an integer, or outside 0 … 2^53 - 1 (M1). */
export class InvalidAmount extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAmount';
  }
}
