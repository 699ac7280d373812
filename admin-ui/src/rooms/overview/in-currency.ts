/** Rows of the currency asked for; where there are none, of the first row's. */
export function inCurrency<T extends { readonly currency: string }>(
  rows: readonly T[],
  wanted: string | undefined,
): readonly T[] {
  const currency = rows.some((row) => row.currency === wanted) ? wanted : rows[0]?.currency;
  return rows.filter((row) => row.currency === currency);
}
