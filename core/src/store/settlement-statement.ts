import type { Statement } from './session.ts';

/** What a settlement writes at once: the payment's projection, and whole new rows by the tables they go to. */
export interface SettlementRows {
  readonly payment: Row;
  readonly facts: readonly Row[];
  readonly conversions: readonly Row[];
  readonly commissions: readonly Row[];
  readonly postings: readonly Row[];
  readonly outbox: readonly Row[];
  readonly revisits: readonly Row[];
}

type Row = Readonly<Record<string, unknown>>;

interface Column {
  readonly name: string;
  /** Of the row's member. */
  readonly key: string;
  readonly json: boolean;
}

interface Table {
  readonly name: string;
  readonly rows: Exclude<keyof SettlementRows, 'payment'>;
  readonly columns: readonly Column[];
  readonly onConflict: string;
}

/** `line:json` is a column of JSON; its member is named alike, in camel case. */
const columns = (names: string): readonly Column[] =>
  names.split(/\s+/).map((word) => {
    const [name = '', kind] = word.split(':');
    const key = name.replaceAll(/_[a-z]/g, (found) => found.slice(1).toUpperCase());
    return { name, key, json: kind === 'json' };
  });

const overwrite = (names: string): string =>
  names
    .split(/\s+/)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ');

const payment =
  columns(`state reason occurred_at currency amount reversed connection_id external_event_id customer_id subscription closed
  decision:json notes:json`);

const projectedOfConversion = `affiliate_id campaign_id type method coupon_code click_id click_at customer_id subscription external_event_id
  connection_id currency amount base reversed_base reversed_amount commission reversed_commission occurred_at payable_at eligible_at closed denied returned merged withdrawn parent_id budgeted tiered several`;

/** In this order. All postings are one statement's, so that balances are locked in one sorted pass (0003_streams.sql). */
const tables: readonly Table[] = [
  {
    name: 'fact',
    rows: 'facts',
    columns: columns('id payment_id connection_id digest fact:json occurred_at actor'),
    onConflict: 'on conflict do nothing',
  },
  {
    name: 'conversion',
    rows: 'conversions',
    columns: columns(`id payment_id enrollment_id role mode ${projectedOfConversion}`),
    onConflict: `on conflict (organization_id, payment_id, enrollment_id, role) do update set ${overwrite(projectedOfConversion)}`,
  },
  {
    name: 'commission',
    rows: 'commissions',
    columns: columns(
      `payment_id line_key id conversion_id enrollment_id affiliate_id role model currency amount reversed line:json`,
    ),
    onConflict: `on conflict (organization_id, payment_id, line_key) do update set ${overwrite('amount reversed line conversion_id currency')}`,
  },
  {
    name: 'posting',
    rows: 'postings',
    columns: columns(
      'id payment_id line_key enrollment_id affiliate_id currency debit credit amount reason occurred_at actor',
    ),
    onConflict: '',
  },
  { name: 'outbox', rows: 'outbox', columns: columns('id topic payload:json'), onConflict: '' },
  { name: 'revisit', rows: 'revisits', columns: columns('id payment_id due_at reason'), onConflict: '' },
];

/**
 * One statement for all of it, with a parameter for every value: planned once per connection for each number of rows, and nothing has to be
 * taken out of a document again.
 */
export function settlementStatement(
  organization: string,
  rows: SettlementRows,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const counts = tables.map((table) => rows[table.rows].length);
  const values = [organization, rows.payment['id'], ...valuesOf(payment, rows.payment)];
  for (const table of tables) for (const row of rows[table.rows]) values.push(...valuesOf(table.columns, row));
  return { statement: statementFor(counts), values };
}

const valuesOf = (of: readonly Column[], row: Row): unknown[] =>
  of.map(({ key, json }) => (json && row[key] !== null ? JSON.stringify(row[key]) : row[key]));

/**
 * More rows than a few are rare: a name for every number of them would only fill the memory of connections. With tiers, a budget and a recruiter a sale
 * has three facts of its own and two lines; planning its statement anew costs as much as running it.
 */
const mostNamed = 4;

/** By their names, so that a text is made once: there are as many as are prepared. */
const named = new Map<string, Statement>();

function statementFor(counts: readonly number[]): Statement {
  if (counts.some((count) => count > mostNamed)) return { name: '', text: textFor(counts) };
  const name = `settle_${counts.join('_')}`;
  let statement = named.get(name);
  if (statement === undefined) named.set(name, (statement = { name, text: textFor(counts) }));
  return statement;
}

function textFor(counts: readonly number[]): string {
  let next = 3;
  const parameters = (of: readonly Column[]): string[] => of.map(() => `$${next++}`);
  const projected = parameters(payment).map((parameter, at) => `${payment[at]?.name} = ${parameter}`);
  const inserts = tables.flatMap(({ name, columns: of, onConflict }, at) => {
    const count = counts[at] ?? 0;
    if (count === 0) return [];
    const rows = Array.from({ length: count }, () => `($1, ${parameters(of).join(', ')})`);
    const names = of.map((column) => column.name).join(', ');
    return `${name}_rows as (insert into ${name} (organization_id, ${names}) values ${rows.join(', ')} ${onConflict})`;
  });
  const before = inserts.length === 0 ? '' : `with ${inserts.join(',\n')}\n`;
  return `${before}update payment set ${projected.join(', ')} where organization_id = $1 and id = $2`;
}
