import type { KnownConversion } from '../context.ts';
import type { Session, Statement } from '../session.ts';
import { isoOf, microsOf } from '../many/times.ts';

/** Columns by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** Columns of a table, apart by spaces. */
interface Columns {
  readonly plain: string;
  /** Minor units: numbers within 2^53 - 1 (M1). */
  readonly amounts: string;
  readonly times: string;
}

const payment: Columns = {
  plain:
    'id kind mode state reason currency connection_id external_event_id customer_id subscription closed decision notes',
  amounts: 'amount reversed',
  times: 'created_at occurred_at',
};
const conversion: Columns = {
  plain:
    'id payment_id enrollment_id role affiliate_id campaign_id type mode method click_id coupon_code customer_id subscription ' +
    'external_event_id connection_id currency closed denied returned merged withdrawn parent_id budgeted tiered several',
  amounts: 'amount base reversed_base reversed_amount commission reversed_commission',
  times: 'click_at occurred_at payable_at eligible_at',
};
const commission: Columns = {
  plain: 'id payment_id line_key conversion_id enrollment_id affiliate_id role model currency line',
  amounts: 'amount reversed',
  times: '',
};

const wordsOf = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');
const nameOf = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Reads rows of a table by one of its columns: `payment_id` as `paymentId`, times as the rules write them. */
function rowReader<R extends Row>(table: string, key: string, { plain, amounts, times }: Columns) {
  const columns = [
    ...wordsOf(plain).map((column) => `t.${column} as "${nameOf(column)}"`),
    ...wordsOf(amounts).map((column) => `t.${column}::float8 as "${nameOf(column)}"`),
    ...wordsOf(times).map((column) => `date_part('epoch', t.${column}) as "${nameOf(column)}"`),
  ];
  const statement: Statement = {
    name: `shown_${table}`,
    text: `select ${columns.join(', ')} from ${table} t where t.organization_id = $1 and t.${key} = any ($2)`,
  };
  const names = wordsOf(times).map(nameOf);
  return async (session: Session, organizationId: string, ids: readonly string[]): Promise<readonly R[]> => {
    const rows = await session.query<Record<string, unknown>>(statement, [organizationId, ids]);
    for (const row of rows) {
      for (const name of names) {
        const seconds = row[name];
        if (typeof seconds === 'number') row[name] = isoOf(microsOf(seconds));
      }
    }
    return rows as unknown as readonly R[];
  };
}

/** The rows that show payments; ids of payments. */
export const readShownPayments = rowReader<Row & { readonly id: string }>('payment', 'id', payment);
/** Of members of payments. */
export const readShownConversions = rowReader<Row & KnownConversion>('conversion', 'payment_id', conversion);
export const readShownCommissions = rowReader<Row & { readonly paymentId: string }>(
  'commission',
  'payment_id',
  commission,
);
