interface Source {
  readonly source?: string;
}

/** JSON whose integers beyond 2^53 - 1 arrive as bigint, exact: sums may pass it (M1). */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const exactly = (_name: string, value: unknown, context?: Source): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? 0)
      : value;
  return JSON.parse(text, exactly);
}
