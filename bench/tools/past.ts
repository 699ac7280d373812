import type { ClientBase } from 'pg';

/** Sales that were made through the pipeline, each of another customer who clicked once. */
export interface Template {
  readonly paymentId: string;
  /** Of the customer and of the sale: no two templates share one, and none is found in another. */
  readonly names: readonly [customer: string, sale: string];
}

/** What is another one in every copy. */
const tokens = ['payment', 'customer', 'conversion', 'click', 'visitor', 'buyer', 'sale'] as const;

/**
 * Copies sales in the database until there are `count` of them: every row of every table that belongs to a payment, its customer and its click, under
 * ids of their own. What the pipeline wrote is kept to the letter but for those. Secondary indexes are made anew behind it; triggers stay on.
 *
 * @param client the owner, within the organization
 */
export async function copySales(client: ClientBase, templates: readonly Template[], count: number): Promise<void> {
  await client.query(`set maintenance_work_mem = '256MB'`);
  await client.query('create temp sequence fresh');
  await client.query(
    `create function pg_temp.id_at(at timestamptz, n bigint) returns uuid language sql as $$
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint + n / 16), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || 'b'
        || lpad(to_hex(nextval('pg_temp.fresh')), 15, '0'))::uuid $$`,
  );
  await client.query(copiesText, [
    templates.map(({ paymentId }) => paymentId),
    templates.map(({ names: [customer] }) => customer),
    templates.map(({ names: [, sale] }) => sale),
    count - templates.length,
  ]);
  await client.query('analyze copies');
  const tables = (await client.query<Table>(tablesText)).rows;
  const indexes = (await client.query<Index>(indexesText, [tables.map(({ name }) => name)])).rows;
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const table of tables) await copyRows(client, table);
  for (const { definition } of indexes) await client.query(definition.replace(' ON ONLY ', ' ON '));
  await client.query('drop table copies');
  await client.query('vacuum analyze');
}

/** One row for each copy: what it is a copy of, and what stands in its place. Visitors come in no order, as in life. */
const copiesText = `create temp table copies as
  select n, p.id as payment, p.customer_id as customer, c.id as conversion, c.click_id as click, k.visitor, t.buyer, t.sale,
    pg_temp.id_at(now() - interval '1 day', n) as new_payment, pg_temp.id_at(now() - interval '1 day', n) as new_customer,
    pg_temp.id_at(now() - interval '1 day', n) as new_conversion,
    (substr(c.click_id::text, 1, 19) || '8001-' || lpad(to_hex(n * 2654435761 % 4294967296), 12, '0'))::uuid as new_click,
    (1::bigint << 48) + n * 2654435761 % 4294967296 as new_visitor, t.buyer || '_' || n as new_buyer, t.sale || '_' || n as new_sale
  from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality t (payment, buyer, sale, place)
  join payment p on p.organization_id = current_organization() and p.id = t.payment
  join conversion c on c.organization_id = p.organization_id and c.payment_id = p.id
  join click k on k.organization_id = p.organization_id and k.id = c.click_id
  join generate_series(0::bigint, $4 - 1) n on n % cardinality($1) = t.place - 1
  order by n`;

interface Table {
  readonly name: string;
  /** Of the key by which its rows belong to a sale, and what it is the id of. */
  readonly key: string;
  readonly token: 'payment' | 'customer' | 'click';
  readonly columns: readonly Column[];
}

interface Column {
  /** Quoted where it must be. */
  readonly name: string;
  readonly type: string;
}

const tablesText = `select c.relname as name, case when c.relname in ('payment', 'customer', 'click') then 'id' else k.attname end as key,
    case when c.relname in ('payment', 'customer', 'click') then c.relname else replace(k.attname, '_id', '') end as token,
    (select json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, null)) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from pg_class c left join lateral (
    select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname in ('payment_id', 'customer_id') and not a.attisdropped
    order by a.attname desc limit 1
  ) k on true
  where c.relnamespace = 'fairlead'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and (k.attname is not null or c.relname in ('customer', 'click'))`;

interface Index {
  readonly name: string;
  readonly definition: string;
}

const indexesText = `select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
  where i.indrelid = any (select ('fairlead.' || t)::regclass from unnest($1::text[]) t) and not i.indisunique`;

async function copyRows(client: ClientBase, { name, key, token, columns }: Table): Promise<void> {
  // Which column names what of a sale is asked of the rows themselves.
  const asked = columns.flatMap((column) =>
    tokens.map((what) => `coalesce(bool_or(position(c.${what}::text in t.${column.name}::text) > 0), false)`),
  );
  const [row] = (
    await client.query<{ found: boolean[] }>(
      `select array[${asked.join(', ')}] as found from (select distinct on (payment) * from copies) c
      join ${name} t on t.organization_id = current_organization() and t.${key} = c.${token}`,
    )
  ).rows;
  const values = columns.map((column, place) =>
    valueOf(
      column,
      tokens.filter((_, at) => row?.found[place * tokens.length + at] === true),
    ),
  );
  // The few rows that are copied are written out once.
  const texts = columns.map((column) => `t.${column.name}::text as ${textOf(column)}`);
  const names = columns.map((column) => column.name).join(', ');
  await client.query(
    `insert into ${name} (${names}) with template as materialized (
      select t.*, ${texts.join(', ')} from ${name} t
      where t.organization_id = current_organization() and t.${key} in (select distinct ${token} from copies)
    ) select ${values.join(', ')} from copies c join template t on t.${key} = c.${token}`,
  );
}

const textOf = ({ name }: Column): string => `"text of ${name.replaceAll('"', '')}"`;

function valueOf(column: Column, found: readonly (typeof tokens)[number][]): string {
  const { name, type } = column;
  const [only] = found;
  if (only === undefined) {
    if (name === 'id') return `pg_temp.id_at(now() - interval '1 day', c.n)`;
    return name === 'digest' ? 'md5(c.n || t.digest)' : `t.${name}`;
  }
  if (found.length === 1 && type !== 'jsonb') return `case when t.${name} is not null then c.new_${only} end`;
  const text = found.reduce(
    (all, what) => `replace(${all}, c.${what}::text, c.new_${what}::text)`,
    `t.${textOf(column)}`,
  );
  return `case when ${found.map((what) => `position(c.${what}::text in t.${textOf(column)}) > 0`).join(' or ')} then ${text}::${type} else t.${name} end`;
}
