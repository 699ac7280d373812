import { exponentOf, isCurrency } from '@fairlead/core/money';
import { millionthsOf } from '../../kit/form/decimals.ts';

/** An amount as typed, in minor units of its currency; null: it cannot be read, or has a digit too many. */
export function minorOf(text: string, currency: string): number | null {
  const millionths = millionthsOf(text);
  if (millionths === null || !isCurrency(currency)) return null;
  const unit = 10 ** (6 - exponentOf(currency));
  return millionths % unit === 0 ? millionths / unit : null;
}
