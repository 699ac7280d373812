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
  'one-time': told('A one-off order through Checkout', plots.oneTime),
  subscription: told(
    'The first payment of a subscription: intent, invoice, their link and the session',
    plots.subscribed,
  ),
  renewal: told('A subscription and its first renewal', plots.renewed),
  'partial-refund': told('A one-off order of which 33% is refunded', plots.partlyRefunded),
  'full-refund': told('A one-off order refunded in full', plots.fullyRefunded),
  'refund-in-parts': told('A one-off order refunded in two parts, 33% and the rest', plots.refundedInParts),
  'failed-refund': told('A refund of 33% that succeeds and then fails', plots.failedRefund),
  'dispute-won': told('A chargeback of a one-off order that is won', plots.disputeWon),
  'dispute-lost': told('A chargeback of a one-off order that is lost', plots.disputeLost),
  trial: told('A trial: a lead, no money', plots.trial),
  cancellation: told('A subscription that is paid once and cancelled', plots.cancelled),
} as const satisfies Record<string, Story>;

/** An order with a code and no click. */
const coupon = withoutClick(single['one-time'], 'A one-off order with a promotion code and no click');

export const stories: Readonly<Record<string, Story>> = {
  ...single,
  coupon,
  everything: everythingOf({ ...single, coupon }),
};
