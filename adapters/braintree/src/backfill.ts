import { createHash } from 'node:crypto';
import { type BackfillPage, type ProcessorAccount, ProcessorRefused, type StoredDelivery } from '@fairlead/core/plugin';
import type { Credentials } from './credentials.ts';
import { found } from './facts.ts';
import { instant, isRecord } from './read.ts';
import { loadSdk, type SdkGateway } from './sdk.ts';

/** What is used of the SDK's gateway. */
export type Gateway = Pick<SdkGateway, 'transaction' | 'dispute'>;

export type OpenGateway = (keys: Required<Credentials>, mode: 'live' | 'test') => Promise<Gateway>;

export const openGateway: OpenGateway = async (keys, mode) => {
  const { BraintreeGateway, Environment } = await loadSdk();
  return new BraintreeGateway({ environment: mode === 'live' ? Environment.Production : Environment.Sandbox, ...keys });
};

/** Whatever changed in a span is found by one of these: a sale or refund made, settled or voided, a dispute in it. */
const transactionTimes = ['createdAt', 'submittedForSettlementAt', 'settledAt', 'voidedAt', 'failedAt'] as const;

const perPage = 50;

/**
 * The primary path of Braintree, which sends no notification of one-off card sales and their refunds: searches by every time at which money moves. The same
 * object in the same state is the same find, however many searches find it.
 */
export const backfillFrom = (open: OpenGateway) =>
  async function* backfill(
    account: ProcessorAccount<Credentials>,
    since: Date,
    until: Date,
  ): AsyncGenerator<BackfillPage> {
    const gateway = await open(keysOf(account.credentials), account.mode);
    // Both ends are included in a search, and Braintree counts in seconds.
    const last = new Date(until.getTime() - 1000);
    try {
      for (const time of transactionTimes) {
        const sales = gateway.transaction.search((search) => search[time]?.().between(since, last));
        yield* pages(sales, 'transaction');
      }
      yield* pages(
        gateway.dispute.search((search) => search['effectiveDate']?.().between(since, last)),
        'dispute',
      );
    } catch (error) {
      throw refused(error);
    }
  };

async function* pages(objects: AsyncIterable<unknown>, kind: keyof typeof found): AsyncGenerator<BackfillPage> {
  let deliveries: StoredDelivery[] = [];
  for await (const object of objects) {
    if (isRecord(object)) deliveries.push(delivery(object, kind));
    if (deliveries.length < perPage) continue;
    yield { deliveries, readAgain: true };
    deliveries = [];
  }
  if (deliveries.length > 0) yield { deliveries, readAgain: true };
}

/** Of a transaction only what facts are made from: nothing of the card, no addresses. */
function delivery(object: Readonly<Record<string, unknown>>, kind: keyof typeof found): StoredDelivery {
  const { customer } = object;
  const kept = {
    ...picked(object, keptFields[kind]),
    ...(isRecord(customer) && { customer: picked(customer, ['id', 'email', 'firstName', 'lastName']) }),
  };
  const body = Buffer.from(JSON.stringify(kept));
  const state = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const times = [object['updatedAt'], object['createdAt'], object['receivedDate']];
  const told = times.map((time) => (typeof time === 'string' ? instant(time) : undefined));
  return {
    eventId: `${kind}:${typeof object['id'] === 'string' ? object['id'] : ''}:${state}`,
    type: found[kind],
    occurredAt: told.find((time) => time !== undefined) ?? '1970-01-01T00:00:00.000Z',
    body,
  };
}

const picked = (from: Readonly<Record<string, unknown>>, names: readonly string[]): object =>
  Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name]]] : [])));

const disputeFields =
  'id kind status amountDisputed amountWon currencyIsoCode reason dateOpened openedDate receivedDate createdAt updatedAt transaction';
const keptFields: Readonly<Record<keyof typeof found, readonly string[]>> = {
  transaction: (
    'id type status amount currencyIsoCode taxAmount shippingAmount discountAmount createdAt updatedAt customFields subscriptionId ' +
    'refundedTransactionId statusHistory disputes'
  ).split(' '),
  dispute: disputeFields.split(' '),
};

export function keysOf({ merchantId = '', publicKey = '', privateKey = '' }: Credentials): Required<Credentials> {
  const keys = { merchantId: merchantId.trim(), publicKey: publicKey.trim(), privateKey: privateKey.trim() };
  if (Object.values(keys).every((key) => key !== '')) return keys;
  throw new ProcessorRefused(
    'no_api_key',
    'Searching needs merchant ID, public key and private key: set them on the connection',
  );
}

/** The SDK tells its errors apart by `type`. */
export function refused(error: unknown): ProcessorRefused {
  const { type = '', message = '' } = error as { type?: string; message?: string };
  switch (type) {
    case 'authenticationError':
      return new ProcessorRefused(
        'unauthorized',
        'Braintree does not know these keys: they belong to the other environment, or were revoked',
        { cause: error },
      );
    case 'authorizationError':
      return new ProcessorRefused('unauthorized', 'The user of these keys may not search transactions and disputes', {
        cause: error,
      });
    case 'tooManyRequestsError':
      return new ProcessorRefused('rate_limited', 'Braintree asks to slow down', { cause: error });
    case 'serverError':
    case 'serviceUnavailableError':
    case 'gatewayTimeoutError':
    case 'requestTimeoutError':
    case 'unexpectedError':
    case 'downForMaintenanceError':
      return new ProcessorRefused('unavailable', `Braintree does not answer: ${type}`, { cause: error });
    default:
      return error instanceof ProcessorRefused
        ? error
        : new ProcessorRefused('refused', `Braintree: ${message || String(error)}`, { cause: error });
  }
}
