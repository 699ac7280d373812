import { id, optionalId, time } from '../read.ts';
import { linked, type ObjectReader, reading } from './reader.ts';

/**
 * `charge.refunded` reports a running total while `refund.*` reports the refunds themselves; counting both would count twice (R4). It is
 * taken as a nudge, and for the one thing it knows besides: which intent the charge belongs to. Shape: `Charge` in
 * `resources/Charges.d.ts`.
 */
export const readRefundedCharge: ObjectReader = ({ object: charge }) =>
  reading([linked([id(charge, 'id'), optionalId(charge, 'payment_intent')], time(charge, 'created'))], {
    ignored: 'refunds_are_itemised',
  });
