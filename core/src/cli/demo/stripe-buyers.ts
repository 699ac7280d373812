import type { Brand } from './brand.ts';
import { buyer } from './buyers.ts';
import { dayMs, minuteMs } from './calendar.ts';
import { plans, products } from './cast.ts';
import type { Visited } from './clicks.ts';
import type { Chain } from './play.ts';
import type { Processor } from './processor.ts';
import type { Stage } from './stage.ts';

/** One visit in so many leads to a payment at the processor. */
const share = 0.013;

const plain = ['one-time', 'one-time', 'renewal', 'renewal', 'trial'] as const;
/** Each of them happens at least once, as soon as there are visits enough. */
const eventful = [
  'partial-refund',
  'dispute-won',
  'refund-in-parts',
  'full-refund',
  'failed-refund',
  'dispute-lost',
  'cancellation',
] as const;

/** Payments through Checkout, whose webhooks tell of them. */
export function stripeBuyers(
  stage: Stage,
  processor: Processor,
  brand: Brand,
  visits: readonly Visited[],
): readonly Chain[] {
  const { calendar, dice } = stage;
  const chains: Chain[] = [];
  const monthAfter = thirtyDaysFrom(processor.lengthOf('subscription'));
  // What takes weeks begins early enough to have ended.
  const early = calendar.begin + (calendar.end - calendar.begin) * 0.6;
  for (const { clickId, at } of visits) {
    if (!dice.happens(share)) continue;
    const number = 20_000 + chains.length;
    const special = at < early && chains.length % 3 === 1 ? eventful[Math.floor(chains.length / 3)] : undefined;
    const name = special ?? dice.oneOf(plain);
    const price =
      name === 'renewal' || name === 'cancellation' || name === 'trial'
        ? dice.weighed(plans).price
        : dice.weighed(products).price;
    const { email, externalId } = buyer(dice, number);
    const told = { id: `demo${number}`, amount: BigInt(price), clickId, email, customerKey: externalId };
    const begun = at + dice.between(4, 90) * minuteMs;
    chains.push(processor.story(name, begun, told, name === 'renewal' ? monthAfter : weeksAfter));
  }
  const [withCode] = brand.affiliates.filter(({ code }) => code !== undefined);
  if (withCode?.code !== undefined) {
    const { email } = buyer(dice, 29_000);
    chains.push(
      processor.story('coupon', calendar.ago(4), { id: 'demo29000', amount: 5_310n, couponCode: withCode.code, email }),
    );
  }
  return chains;
}

const thirtyDaysFrom =
  (first: number) =>
  (index: number): number =>
    index < first ? 0 : 30 * dayMs;

/** Refunds come after a week, disputes after nine days, and are decided after three weeks. */
function weeksAfter(_index: number, type: string): number {
  if (/^charge\.dispute\.(created|funds_withdrawn)$/.test(type)) return 9 * dayMs;
  if (type.startsWith('charge.dispute.')) return 21 * dayMs;
  if (type.startsWith('refund.') || type === 'charge.refunded') return 6 * dayMs;
  return type === 'customer.subscription.deleted' ? 25 * dayMs : 0;
}
