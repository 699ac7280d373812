import { type ConnectionSettings, type Reading, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { type Aliases, namesFor } from '@fairlead/core/reading';
import { readDispute } from './facts/dispute.ts';
import { nothing, type SubjectReader } from './facts/reader.ts';
import { readCharge, readSubscription } from './facts/subscription.ts';
import { readTransaction } from './facts/transaction.ts';
import { readForm, readNotification } from './notification.ts';
import { node } from './read.ts';

const transactionOf: SubjectReader = ({ subject, kind, names }) =>
  readTransaction(node(subject.fields['transaction'], 'transaction'), { names, failed: kind === 'refund_failed' });

/** Which reader understands which kind of notification. */
const readers: ReadonlyMap<string, SubjectReader> = new Map([
  ['subscription_charged_successfully', readCharge],
  ['subscription_went_active', readSubscription],
  ['subscription_trial_ended', readSubscription],
  ['subscription_went_past_due', readSubscription],
  ['subscription_canceled', readSubscription],
  ['subscription_expired', readSubscription],
  ['transaction_settled', transactionOf],
  ['transaction_settlement_declined', transactionOf],
  ['refund_failed', transactionOf],
  ['dispute_opened', readDispute],
  ['dispute_under_review', readDispute],
  ['dispute_disputed', readDispute],
  ['dispute_won', readDispute],
  ['dispute_lost', readDispute],
  ['dispute_accepted', readDispute],
  ['dispute_auto_accepted', readDispute],
  ['dispute_expired', readDispute],
  // Sent from the control panel, to see whether we are there.
  ['check', () => nothing('check')],
]);

export const events: readonly string[] = [...readers.keys()];

/** What searches find: not sent by anybody, so no event. The body is JSON of one object in the shape the SDK gives it. */
export const found = { transaction: 'transaction_found', dispute: 'dispute_found' } as const;

/** What a verified delivery states. The body is looked into only when its kind is one we know. */
export const factsReader =
  (aliases: Aliases) =>
  (delivery: StoredDelivery, settings: ConnectionSettings): Reading => {
    const { type: kind, occurredAt: asOf } = delivery;
    const names = namesFor(aliases, settings);
    if (kind === found.transaction) return readTransaction(node(json(delivery.body), 'transaction'), { names });
    if (kind === found.dispute)
      return readDispute({ subject: node(json(delivery.body), 'dispute'), kind, asOf, names });
    const read = readers.get(kind);
    if (read === undefined) return nothing('unknown_event');
    const form = readForm(delivery.body);
    const notification = form && readNotification(form.payload);
    if (notification === undefined) throw new Unreadable('bt_payload', 'no notification in XML');
    return read({ subject: node(notification.subject, 'subject'), kind, asOf, names });
  };

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('body', 'not JSON in UTF-8');
  }
}
