import type { Scope, Session, Statement } from '../session.ts';

/** C and V of a line, minor units. */
export interface LineSums {
  readonly amount: bigint;
  readonly reversed: bigint;
}

const statement: Statement = {
  name: 'lines_of_conversions',
  text: `select conversion_id as id, amount::text, reversed::text from commission where organization_id = $1 and conversion_id = any ($2)`,
};

/** The lines of some conversions, by conversion. */
export async function linesOfConversions(
  session: Session,
  { organizationId }: Scope,
  conversions: readonly string[],
): Promise<ReadonlyMap<string, readonly LineSums[]>> {
  if (conversions.length === 0) return new Map();
  const rows = await session.query<{ id: string; amount: string; reversed: string }>(statement, [
    organizationId,
    conversions,
  ]);
  return Map.groupBy(
    rows.map(({ amount, reversed, id }) => ({ id, amount: BigInt(amount), reversed: BigInt(reversed) })),
    ({ id }) => id,
  );
}
