import { formatDecimal } from '../../domain/money.ts';
import { csvRow } from '../read/csv.ts';

/** One affiliate in one currency, as a line of CSV. Minor units. */
export interface CsvLine {
  readonly affiliateId: string;
  readonly name: string;
  readonly currency: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly changed: number;
}

export const csvHeading = csvRow([
  'affiliate_id',
  'affiliate_name',
  'currency',
  'before',
  'after',
  'difference',
  'payments_changed',
]);

/** Amounts in major units with all digits of their currency (M1). */
export function csvLine({ affiliateId, name, currency, before, after, changed }: CsvLine): string {
  const plain = (amount: bigint) => ({ plain: formatDecimal(amount, currency) });
  const amounts = [plain(before), plain(after), plain(after - before)];
  return csvRow([affiliateId, name, currency, ...amounts, { plain: String(changed) }]);
}
