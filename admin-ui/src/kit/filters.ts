/** One thing a list can be narrowed by; it stands in the address under its `name`, as the API takes it. */
export interface Filter {
  readonly name: string;
  /** How the chip begins: "Status". */
  readonly label: string;
  /** Values and their words. Left out: any text. */
  readonly options?: readonly (readonly [value: string, word: string])[];
  /** Several may be chosen: `status=approved,paid`. */
  readonly several?: boolean;
  /** Beside the field where any text may be typed. */
  readonly hint?: string;
}

/** What a chip says of a value: "Approved or Paid". */
export function wordsOf({ options }: Filter, value: string): string {
  if (options === undefined) return value;
  const words = value.split(',').map((one) => options.find(([known]) => known === one)?.[1] ?? one);
  return words.join(' or ');
}

/** With `value` chosen or no longer; undefined where none is left. */
export function toggled({ several }: Filter, before: string | undefined, value: string): string | undefined {
  const chosen = before === undefined || before === '' ? [] : before.split(',');
  if (chosen.includes(value)) return chosen.filter((one) => one !== value).join(',') || undefined;
  return several === true ? [...chosen, value].join(',') : value;
}

/** The filters that are set, for "Clear filters" and for views. */
export const setFilters = (
  filters: readonly Filter[],
  address: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    filters.flatMap(({ name }) => (address[name] === undefined || address[name] === '' ? [] : [[name, address[name]]])),
  );
