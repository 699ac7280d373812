import { everythingOf, type Story, withoutClick } from '@fairlead/core/plugin';
import { delivery } from './event.ts';
import * as plots from './plots.ts';
import { sceneOf } from './scene.ts';

const told = (summary: string, plot: plots.Plot): Story => ({
  summary,
  deliveries: (input) => {
    const scene = sceneOf(input);
    return plot(scene).map((happening, index) => delivery(scene, happening, index + 1));
  },
});

const single = {
  'one-time': told('A one-off order', plots.oneTime),
  'declined-card': told('A one-off order whose first card is declined', plots.declined),
  subscription: told('The first payment of a subscription', plots.subscribed),
  renewal: told('A subscription and its first renewal', plots.renewed),
  trial: told('A trial: a lead, no money', plots.trial),
  'trial-paid': told('A trial and the payment that follows it', plots.trialPaid),
  'partial-refund': told('A one-off order of which 33% is refunded, after approval', plots.partlyRefunded),
  'full-refund': told('A one-off order refunded in full', plots.fullyRefunded),
  'refund-in-parts': told('A one-off order refunded in two parts, 33% and the rest', plots.refundedInParts),
  'rejected-refund': told('A refund of 33% that Paddle rejects', plots.rejectedRefund),
  'dispute-won': told('A chargeback of a one-off order that is reversed', plots.disputeWon),
  'dispute-lost': told('A chargeback of a one-off order that is lost', plots.disputeLost),
  'dispute-warning': told('A warning of a chargeback that never comes', plots.disputeWarned),
  cancellation: told('A subscription that is paid once and canceled', plots.cancelled),
} as const satisfies Record<string, Story>;

/** An order with a code and no click. */
const coupon = withoutClick(single['one-time'], 'A one-off order with a discount code and no click');

export const stories: Readonly<Record<string, Story>> = {
  ...single,
  coupon,
  everything: everythingOf({ ...single, coupon }),
};
