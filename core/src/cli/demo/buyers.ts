import type { CustomerKeys } from '../../contract/facts.ts';
import type { Brand } from './brand.ts';
import { dayMs, hourMs, minuteMs, momentOf } from './calendar.ts';
import { firstNames, lastNames, plans, products } from './cast.ts';
import type { Visited } from './clicks.ts';
import type { Dice } from './dice.ts';
import type { Chain, Step } from './play.ts';
import { type Order, renewals, type Shop } from './shop.ts';
import type { Stage } from './stage.ts';

/** Of a hundred visits: how many end in an order, and how many in a sign-up. */
const orders = 0.035;
const signUps = 0.02;

export const buyer = (
  dice: Dice,
  number: number,
): CustomerKeys & { readonly externalId: string; readonly email: string } => {
  const first = dice.oneOf(firstNames);
  const last = dice.oneOf(lastNames);
  return { externalId: `customer_${number}`, email: `${first}.${last}.${number}@mail.example`.toLowerCase() };
};

/** What visitors do in the shop itself: order, sign up, subscribe, send something back. */
export function buyers({ calendar: { end }, dice }: Stage, shop: Shop, visits: readonly Visited[]): readonly Chain[] {
  const chains: Chain[] = [];
  for (const { clickId, at } of visits) {
    const number = 1_000 + chains.length;
    const evidence = { clickIds: [clickId] };
    if (dice.happens(orders)) chains.push(ordering(dice, shop, number, at, evidence));
    else if (dice.happens(signUps)) {
      const customer = buyer(dice, number);
      const signedUp = at + dice.between(2, 40) * minuteMs;
      const lead = shop.lead(signedUp, customer, evidence);
      const plan = dice.weighed(plans);
      const order = {
        id: `subscription-${number}`,
        amount: plan.price,
        item: plan,
        customer,
        subscription: `plan_${number}`,
      };
      const begins = signedUp + 7 * dayMs + dice.between(0, 8) * hourMs;
      chains.push(dice.happens(0.6) ? [lead, ...renewals(shop, begins, end, order)] : [lead]);
    }
  }
  return chains;
}

function ordering(dice: Dice, shop: Shop, number: number, clicked: number, evidence: Order['evidence']): Chain {
  const item = dice.weighed(products);
  const at = clicked + (dice.happens(0.7) ? dice.between(3, 50) * minuteMs : dice.between(1, 9) * dayMs);
  const order: Order = {
    id: `order-${number}`,
    amount: item.price,
    item,
    customer: buyer(dice, number),
    ...(evidence && { evidence }),
  };
  const sold = shop.sale(at, order);
  if (!dice.happens(0.12)) return [sold];
  const amount = dice.happens(0.7) ? Math.round((item.price * dice.between(20, 60)) / 100) : undefined;
  const back = at + dice.between(1, 9) * dayMs;
  return [
    sold,
    shop.refund(back, { id: `refund-${number}`, order: order.id, ...(amount !== undefined && { amount }) }),
  ];
}

/** Orders that come by a code alone, heard in a video or read on paper. */
export function codeOrders({ calendar, dice }: Stage, shop: Shop, { affiliates }: Brand): readonly Chain[] {
  const chains: Chain[] = [];
  for (const { code, from, until } of affiliates) {
    if (code === undefined) continue;
    for (let day = from; day < Math.min(until, calendar.end); day += dice.between(4, 12) * dayMs) {
      const number = 5_000 + chains.length;
      const item = dice.weighed(products);
      const amount = Math.round(item.price * 0.9);
      const order = {
        id: `order-${number}`,
        amount,
        item,
        customer: buyer(dice, number),
        evidence: { coupons: [{ code }] },
      };
      chains.push([shop.sale(momentOf(day, dice), order)]);
    }
  }
  return chains;
}

/** Orders nobody is credited for: with nothing to go by, with a code nobody has, with a click of too long ago. */
export function unattributed({ calendar, dice }: Stage, shop: Shop, visits: readonly Visited[]): readonly Chain[] {
  const order = (back: number, number: number, evidence: Order['evidence']): Step => {
    const item = dice.weighed(products);
    const customer = buyer(dice, number);
    return shop.sale(momentOf(calendar.ago(back), dice), {
      id: `order-${number}`,
      amount: item.price,
      item,
      customer,
      ...(evidence && { evidence }),
    });
  };
  const old = visits.find(({ at }) => at < calendar.end - 64 * dayMs);
  return [
    [order(6, 9_001, undefined)],
    [order(3, 9_002, undefined)],
    [order(9, 9_003, { coupons: [{ code: 'MAREN20' }] })],
    ...(old === undefined ? [] : [[order(1, 9_004, { clickIds: [old.clickId] })]]),
  ];
}
