/** `numerator / 10^places` as an exact decimal without idle zeros: what was there before rounding. */
export function exactDecimal(numerator: bigint, places: number): string {
  const digits = numerator.toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
