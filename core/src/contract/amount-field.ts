import { type SchemaOptions, type Static, type TInteger, type TObject, type TString, Type } from '@sinclair/typebox';

/** A field of terms for an amount people agree on: integer millionths of the major unit, so that 0.0125 USD is 12 500 (M2), with its currency (M5). */
export const AmountField = (options: SchemaOptions): TObject<{ unit: TInteger; currency: TString }> =>
  Type.Object(
    {
      unit: Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        title: 'Amount',
        description: 'Millionths of the major unit: 5000000 is 5.00 USD, or 5 JPY.',
      }),
      currency: Type.String({ format: 'currency', title: 'Currency', description: 'An ISO 4217 code, upper case.' }),
    },
    { additionalProperties: false, format: 'money', ...options },
  );

export type Amount = Static<ReturnType<typeof AmountField>>;

/** One hundred percent in parts per million (M2). */
export const wholeRate = 1_000_000;

/** A field of terms for a rate: integer parts per million, at most ten times the whole, since a slip is likelier than that. */
export const RateField = (options: SchemaOptions): TInteger =>
  Type.Integer({ minimum: 0, maximum: 10 * wholeRate, format: 'rate', ...options });
