import type { PaymentReceived } from '@fairlead/core/plugin';
import { amount, currencyOf, optionalAmount } from '../amounts.ts';
import { type Carried, customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, descend, id, type Node, optionalId, optionalText, present, time } from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A captured intent. It can't tell whether an invoice or a session stands behind it, so what it states is *tentative* (I2): rank 10, credited
 * when a definite fact joins it, or alone after an hour, which is how a payment made with Elements and no invoice arrives.
 *
 * Shape: `PaymentIntent` in `resources/PaymentIntents.d.ts`. G is `amount_received` (a manual capture may take less than `amount`).
 * Tax and shipping are there only if the integrator sends `amount_details`. The time is the intent's `created`: it has no time of payment.
 */
export const readPaymentIntent: ObjectReader = ({ object: intent, names }) => {
  if (optionalText(intent, 'status') !== 'succeeded') return nothing('not_paid');
  const told = carried(names, [child(intent, 'metadata')]);
  const payment = capturedIntent(intent, told);
  return payment.amount > 0n ? reading([payment], leftAside(told)) : nothing('no_money');
};

function capturedIntent(intent: Node, told: Carried): PaymentReceived {
  const currency = currencyOf(intent);
  const charge = optionalId(intent, 'latest_charge');
  const tax = descend(intent, 'amount_details', 'tax');
  const shipping = descend(intent, 'amount_details', 'shipping');
  return present({
    type: 'payment.received',
    key: id(intent, 'id'),
    refs: charge === undefined ? [] : [charge],
    rank: 10,
    occurredAt: time(intent, 'created'),
    currency,
    amount: amount(intent, 'amount_received', currency),
    total: amount(intent, 'amount', currency),
    tax: tax && optionalAmount(tax, 'total_tax_amount', currency),
    shipping: shipping && optionalAmount(shipping, 'amount', currency),
    billing: 'unknown',
    customer: customerKeys({
      externalId: told.externalId,
      processorId: optionalId(intent, 'customer'),
      email: optionalText(intent, 'receipt_email'),
    }),
    items: [],
    evidence: told.evidence,
    tentative: true,
  } as const);
}
