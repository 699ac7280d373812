import type { Explanation } from '@fairlead/core/api';
import { moneyText } from '../../kit/money-text.ts';
import { percentText } from './numbers.ts';
import { refusalWords } from './reasons.ts';
import { conversionOf, earnedOf, ownLines, worthOf } from './subject.ts';

/** The outcome first, as a sentence. */
export function headlineOf(of: Explanation): string {
  const conversion = conversionOf(of);
  const lines = ownLines(of);
  const what = whatOf(of);
  if (of.payment.isTest && conversion !== undefined) return `A test: ${conversion.affiliateName} is credited`;
  if (conversion === undefined || conversion.withdrawn) {
    return of.decision.outcome === 'denied'
      ? `This ${what} is denied`
      : `Nobody is credited for this ${what === 'lead' ? 'lead' : 'payment'}`;
  }
  const { affiliateName, currency } = conversion;
  if (of.denial !== null) return `${affiliateName} earns nothing: this ${what} is denied`;
  if (currency === null || lines.length === 0) return `${affiliateName} is credited for this ${what}`;
  return `${affiliateName} earns ${moneyText(worthOf(lines), currency)} on this ${what}`;
}

/** What is explained, as one would say it. */
export function whatOf(of: Explanation): string {
  if (of.payment.kind === 'lead') return 'lead';
  if (of.payment.kind === 'click') return 'hour of clicks';
  if (of.payment.kind !== 'payment') return of.payment.kind;
  return conversionOf(of)?.type === 'renewal' ? 'renewal' : 'sale';
}

function happened({ payment, lines, facts }: Explanation, currency: string): string {
  if (payment.kind === 'lead') return 'A customer signed up.';
  if (payment.kind === 'event') return `A customer did something that is paid for: ${payment.externalEventId ?? ''}.`;
  const gift = facts.find(({ fact }) => fact['type'] === 'milestone.reached' && fact['amount'] !== undefined);
  if (gift !== undefined) return `A bonus was given by hand: ${gift.reason ?? ''}.`;
  if (payment.kind === 'bonus') return `A milestone was reached: ${payment.externalEventId ?? ''}.`;
  if (payment.kind === 'click') {
    const count = lines[0]?.steps.find(({ op }) => op === 'each')?.values['count'];
    return `${String(count)} ${count === 1 ? 'click counted' : 'clicks counted'} in this hour.`;
  }
  return `The customer paid ${moneyText(payment.gross, currency)}.`;
}

/** What the rate comes to; a cap, a budget or a share may leave less of it. */
const ofWhich = (computed: number, earned: bigint, currency: string): string =>
  BigInt(computed) === earned
    ? moneyText(earned, currency)
    : `${moneyText(computed, currency)}, of which ${moneyText(earned, currency)} is earned`;

/** How it came to that, in two or three sentences. */
export function storyOf(of: Explanation): string {
  const { payment, decision } = of;
  const { currency } = payment;
  const lines = ownLines(of);
  const [first] = lines;
  const [unearned] = of.unearned;
  if (first === undefined || currency === null) return refusalWords(unearned?.reason ?? decision.reason);
  const sentences = [happened(of, currency)];
  const rate = first.steps.find(({ op }) => op === 'rate');
  const part = first.steps.findLast(({ op }) => op === 'override');
  const earned = moneyText(earnedOf(lines), currency);
  sentences.push(
    part !== undefined
      ? `${percentText(Number(part.values['ppm']))} of the ${moneyText(Number(part.values['line']), currency)} that the recruit earned is ${earned}.`
      : rate === undefined
        ? `That earned ${earned}.`
        : `${percentText(Number(rate.values['ppm']))} of ${moneyText(first.base, currency)} is ${ofWhich(Number(rate.values['result']), earnedOf(lines), currency)}.`,
  );
  const back = lines.reduce((sum, { reversed }) => sum + BigInt(reversed), 0n);
  const isCancelled = of.reversals.at(-1)?.lines.some(({ clamp }) => clamp === 'cancelled_in_hold') ?? false;
  if (isCancelled && of.denial === null) {
    sentences.push('The subscription ended while this was in hold, so all of it was taken back.');
  } else if (back > 0n && of.denial === null) {
    const returned = moneyText(payment.reversed, currency);
    sentences.push(`${returned} went back to the customer, so ${moneyText(back, currency)} was taken back.`);
  }
  return sentences.join(' ');
}
