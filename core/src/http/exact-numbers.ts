/** Whether the text holds a number with a fraction or an exponent; a string that looks like one only costs the slow path. */
const suspicious = /[:[,]\s*-?\d+[.eE]/;

/**
 * Amounts are never rounded (M1), but `JSON.parse` reads 100.00000000000000001 as 100. A number that only became whole by rounding is
 * replaced by NaN, which no schema takes for an integer. Zeros after the point are dropped: 100.0 and 1e2 are 100.
 */
export function keepInexact(json: string, value: unknown): unknown {
  if (!suspicious.test(json)) return value;
  return JSON.parse(json, ((_name: string, member: unknown, context: { readonly source?: string }) =>
    Number.isSafeInteger(member) && !isWhole(context.source ?? '') ? Number.NaN : member) as Parameters<
    typeof JSON.parse
  >[1]);
}

/** Whether the decimal text is exactly an integer: its last digit that is not zero stands at or before the point. */
function isWhole(source: string): boolean {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = whole + fraction;
  let last = digits.length;
  while (last > 0 && digits[last - 1] === '0') last--;
  return last <= whole.length + Number(exponent) || last === 0;
}
