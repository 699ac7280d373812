import { type DisputeChanged, type PaymentReceived, Unreadable } from '@fairlead/core/plugin';
import { amount, child, currencyOf, type Node, optionalAmount, optionalText, present, text, time } from '../read.ts';
import { nothing, reading, type SubjectReader } from './reader.ts';

export const readDispute: SubjectReader = ({ subject, asOf }) => {
  const dispute = child(subject, 'dispute') ?? { ...subject, path: 'dispute' };
  const fact = disputeChanged(dispute, asOf);
  return fact === undefined ? nothing('names_no_payment') : reading([fact]);
};

/**
 * A dispute at one state. Movements are not told and follow from it (R3): a chargeback is withdrawn when it is opened, and `amountWon` is given back when
 * it is won; a retrieval is a question and moves nothing. Shape: `Dispute` of SDK 3.40.0.
 *
 * @param asOf of its notification; within a transaction, its own time of change
 */
export function disputeChanged(
  dispute: Node,
  asOf: string | undefined,
  payment?: Pick<PaymentReceived, 'key'>,
): DisputeChanged | undefined {
  const transaction = child(dispute, 'transaction');
  const ref = (transaction && optionalText(transaction, 'id')) ?? payment?.key;
  if (ref === undefined) return undefined;
  const currency = currencyOf(dispute);
  const disputed = amount(dispute, 'amountDisputed', currency);
  const status = text(dispute, 'status').toLowerCase();
  const retrieval = kindOf(dispute) === 'retrieval';
  const opened = time(dispute, 'dateOpened', 'openedDate', 'receivedDate', 'createdAt');
  const won = optionalAmount(dispute, 'amountWon', currency) ?? 0n;
  return present({
    type: 'dispute.changed',
    key: text(dispute, 'id'),
    refs: [ref],
    occurredAt: opened,
    asOf: asOf ?? time(dispute, 'updatedAt', 'dateOpened', 'openedDate', 'receivedDate'),
    currency,
    amount: disputed,
    withdrawn: retrieval ? 0n : disputed,
    reinstated: retrieval || status !== 'won' ? 0n : won > 0n && won < disputed ? won : disputed,
    phase: phaseOf(status, retrieval),
    reason: optionalText(dispute, 'reason'),
  } as const);
}

/** A kind of the future would be a guess about money. */
function kindOf(dispute: Node): string {
  const kind = text(dispute, 'kind').toLowerCase();
  if (kind === 'chargeback' || kind === 'pre_arbitration' || kind === 'retrieval') return kind;
  throw new Unreadable(`${dispute.path}.kind`, `an unknown kind of dispute: ${kind}`);
}

/** `Dispute.Status`, for display. One that expired was not answered, and is lost. */
function phaseOf(status: string, retrieval: boolean): DisputeChanged['phase'] {
  switch (status) {
    case 'open':
      return retrieval ? 'warning' : 'opened';
    case 'won':
      return 'won';
    case 'lost':
    case 'accepted':
    case 'auto_accepted':
    case 'expired':
      return retrieval ? 'closed' : 'lost';
    default:
      return 'under_review';
  }
}
