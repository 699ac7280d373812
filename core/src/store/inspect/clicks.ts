import type { Client } from 'pg';

export interface PartitionFacts {
  /** Months with a partition of their own, `2026_11`, sorted. */
  readonly months: readonly string[];
  /** This month by the database's clock. */
  readonly present: string;
}

const statement = `select to_char(now() at time zone 'UTC', 'YYYY_MM') as present,
  array(select substring(c.relname from 7) from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'fairlead.click'::regclass and c.relname ~ '^click_[0-9]{4}_[0-9]{2}$' order by 1) as months`;

export async function partitionFacts(client: Client): Promise<PartitionFacts> {
  const [facts] = (await client.query<PartitionFacts>(statement)).rows;
  return facts ?? { months: [], present: '' };
}
