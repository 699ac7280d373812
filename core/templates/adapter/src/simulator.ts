import { formatDecimal } from '@fairlead/core/money';
import { everythingOf, type Simulator, type Story, type StoryInput, withoutClick } from '@fairlead/core/plugin';
import { signatureOf } from './signature.ts';

/** One thing that happens in a story, some seconds after it began. */
interface Happening {
  readonly type: string;
  readonly after: number;
  readonly data: object;
}

const told = (summary: string, plot: (input: StoryInput) => readonly Happening[]): Story => ({
  summary,
  deliveries: (input) =>
    plot(input).map(({ type, after, data }, index) => {
      const event = {
        id: `evt_${input.id}_${index + 1}`,
        type,
        created: at(input, after),
        live: input.live,
        data,
      };
      return { type, body: JSON.stringify(event) };
    }),
});

const single = {
  'one-time': told('An order', (input) => [paid(input)]),
  'partial-refund': told('An order of which 33% is refunded', (input) => [
    paid(input),
    refund(input, 60, 'requested'),
    refund(input, 120, 'sent'),
  ]),
  'failed-refund': told('A refund of 33% that fails', (input) => [
    paid(input),
    refund(input, 60, 'requested'),
    refund(input, 120, 'failed'),
  ]),
} as const satisfies Record<string, Story>;

const coupon = withoutClick(single['one-time'], 'An order with a code and no click');

/** Really signed deliveries, for `fairlead simulate sample_pay <story>` and for the kit, which tells every story in every order. */
export const simulator: Simulator = {
  stories: { ...single, coupon, everything: everythingOf({ ...single, coupon }) },
  sign(body, secret, now) {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    return {
      'content-type': 'application/json',
      'sample-pay-signature': `t=${timestamp},v1=${signatureOf(secret, timestamp, body)}`,
    };
  },
};

function paid(input: StoryInput): Happening {
  const { id, amount, currency } = input;
  const data = {
    id: `pay_${id}`,
    order: `ord_${id}`,
    paid_at: at(input, 0),
    currency,
    amount: formatDecimal(amount, currency),
    tax: formatDecimal(0n, currency),
    customer: { id: `cus_${id}`, email: input.email ?? `buyer-${id}@example.com` },
    code: input.couponCode ?? null,
    notes: {
      ...(input.clickId !== undefined && { fairlead_click_id: input.clickId }),
      ...(input.customerKey !== undefined && { fairlead_customer_key: input.customerKey }),
    },
  };
  return { type: 'payment.paid', after: 1, data };
}

function refund(input: StoryInput, after: number, status: string): Happening {
  const { id, amount, currency } = input;
  const data = {
    id: `ref_${id}`,
    payment: `pay_${id}`,
    created_at: at(input, 60),
    changed_at: at(input, after),
    currency,
    amount: formatDecimal((amount * 33n + 99n) / 100n, currency),
    status,
  };
  return { type: 'refund.changed', after, data };
}

const at = ({ now }: StoryInput, seconds: number): string =>
  new Date(Math.ceil(now.getTime() / 1000) * 1000 + seconds * 1000).toISOString();
