import type { StoredDelivery, StoryDelivery } from '@fairlead/core/plugin';
import { backfillFrom, type Gateway } from '../src/backfill.ts';
import { parseXml, toObject } from '../src/xml.ts';

type Found = Readonly<Record<string, unknown>> & { readonly id: string };
interface Told {
  readonly subject: {
    readonly subscription?: { readonly transactions?: readonly Found[] };
    readonly transaction?: Found;
    readonly dispute?: Found;
  };
}

/** What backfill finds at a Braintree that holds the transactions and disputes of which notifications told, as they stood last. */
export async function search(told: readonly StoryDelivery[]): Promise<readonly StoredDelivery[]> {
  const subjects = told.map(({ body }) => (toObject(parseXml(body)) as Told).subject);
  const transactions = subjects.flatMap(({ subscription, transaction }) => [
    ...(subscription?.transactions ?? []),
    ...(transaction ? [transaction] : []),
  ]);
  const disputes = subjects.flatMap(({ dispute }) => (dispute ? [dispute] : []));
  const finds = (objects: readonly Found[]) => ({
    search: (ask: (search: never) => void) => {
      let name = '';
      ask(
        new Proxy(
          {},
          { get: (_target, field) => ((name = String(field)), () => ({ between: () => undefined })) },
        ) as never,
      );
      const last = new Map(objects.map((object) => [object.id, object]));
      return (async function* () {
        if (name === 'createdAt' || name === 'effectiveDate') yield* last.values();
      })();
    },
  });
  const gateway: Gateway = { transaction: finds(transactions), dispute: finds(disputes) };
  const credentials = { merchantId: 'acme', publicKey: 'publickey0000001', privateKey: 'privatekey1' };
  const backfill = backfillFrom(async () => gateway);
  const found: StoredDelivery[] = [];
  for await (const page of backfill({ mode: 'test', account: null, credentials }, new Date(0), new Date()))
    found.push(...page.deliveries);
  return found;
}
