import fs from 'node:fs';
import path from 'node:path';
import { stripe } from '@fairlead/stripe';
import t, { type Test } from 'tap';
import type { Conversion } from '../../src/contract/api/conversions.ts';
import { calendar } from '../../src/cli/demo/calendar.ts';
import { dice } from '../../src/cli/demo/dice.ts';
import { readNotes, writeNotes } from '../../src/cli/demo/folder.ts';
import { makeDemo } from '../../src/cli/demo/make.ts';
import { listBalances } from '../../src/flows/read/list-balances.ts';
import { listConversions } from '../../src/flows/read/list-conversions.ts';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { checksOf, load, registries } from '../../src/plugins/index.ts';
import { openStore } from '../../src/store/database.ts';
import { sealer } from '../../src/store/sealing.ts';
import { inOrganization } from '../../src/store/session.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { testEngine } from '../../src/testing/engine.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { bundled } from '../flows/house.ts';

const now = new Date();
const plugins = [...bundled(), stripe()];

/** A demo in a database of its own, since slugs are nobody else's. */
async function demoOf(t: Test, days: number, seed: number) {
  const { url } = await testDatabase(t);
  const store = await openStore({ url });
  t.teardown(() => store.close());
  const engine = testEngine(store, plugins);
  const keys = sealer([Buffer.alloc(32, 1)]);
  const checks = checksOf(registries(load(plugins)));
  const organizationId = await makeDemo({
    desk: { engine, sealer: keys, checks, publicUrl: 'http://localhost:4400' },
    databaseUrl: url,
    clickParameter: 'fl_click',
    calendar: calendar(now, days),
    dice: dice(seed),
    tell: () => undefined,
  });
  const scope = { organizationId, actor: 'cli', mode: 'live' } as const;
  const { data: sales } = await listConversions(engine, scope, { take: 200, sort: '-occurredAt' });
  return { store, engine, scope, sales };
}

/** What is the same for the same seed: all but ids and times. */
const told = ({ sales }: { readonly sales: readonly Conversion[] }): readonly string[] =>
  sales
    .map(({ affiliateSlug, amount, commission, externalEventId, reversedCommission, type }) =>
      [type, affiliateSlug, externalEventId, amount, commission, reversedCommission].join(' '),
    )
    .toSorted();

const small = await demoOf(t, 40, 7);

t.test(
  'a smaller demo, made through the real pipeline: its books are in order, and all of the promised is in it',
  async (t) => {
    const { engine, scope, store, sales: data } = small;
    const { organizationId } = scope;
    const differences: unknown[] = [];
    const totals = await verifyOrganization(engine, organizationId, {
      onProgress: () => undefined,
      onDifference: (difference) => void differences.push(difference),
    });
    t.same(differences, []);
    t.ok(totals.payments > 50, `${totals.payments} payments`);

    const rows = (text: string): Promise<Record<string, unknown>[]> =>
      inOrganization(store, scope, (session) => session.query({ name: text.slice(0, 40), text }, [organizationId]));
    const count = async (text: string): Promise<number> => Number((await rows(text))[0]?.['n']);
    t.ok((await count('select count(*) n from click where organization_id = $1')) > 500, 'clicks');
    t.equal(await count("select count(*) n from inbox where organization_id = $1 and state = 'parked'"), 2);
    const odd = await rows(
      "select distinct state from inbox where organization_id = $1 and state not in ('processed', 'ignored') order by 1",
    );
    t.same(odd, [{ state: 'parked' }], 'nothing else is left lying');
    const disputes = await rows(
      "select count(*) n from inbox where organization_id = $1 and type = 'charge.dispute.funds_reinstated'",
    );
    t.ok(Number(disputes[0]?.['n']) > 0, 'a chargeback was won');
    const enrollments = await rows(
      'select status, count(*)::int n from enrollment where organization_id = $1 group by 1 order by 1',
    );
    t.same(
      enrollments.map((row) => ({ ...row })),
      [
        { status: 'approved', n: 10 },
        { status: 'paused', n: 1 },
        { status: 'pending', n: 2 },
        { status: 'removed', n: 1 },
      ],
    );
    for (const type of ['sale', 'lead', 'renewal', 'click', 'bonus'])
      t.ok(
        data.some((row) => row.type === type),
        type,
      );
    for (const method of ['link', 'coupon', 'customer_match'])
      t.ok(
        data.some(({ attributionMethod }) => attributionMethod === method),
        method,
      );
    t.ok(
      data.some(({ reversedCommission, commission }) => reversedCommission > 0 && reversedCommission < commission),
      'a partial refund',
    );
    const balances = await listBalances(engine, scope, { take: 200 });
    t.ok(
      balances.data.some(({ payable }) => payable > 0),
      'holds have ended',
    );
    t.ok(
      data.every(({ occurredAt }) => Date.parse(occurredAt) <= Date.now()),
      'nothing happens in the future',
    );
  },
);

t.test('the same seed makes the same brand, another one another', async (t) => {
  const first = await demoOf(t, 8, 7);
  t.same(told(await demoOf(t, 8, 7)), told(first));
  t.notSame(told(await demoOf(t, 8, 8)), told(first));
});

t.test('a folder that holds something else is never taken for a demo', async (t) => {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  t.equal(readNotes(path.join(folder, 'not-there')), null);
  t.equal(readNotes(folder), null, 'an empty one may be used');
  const notes = { state: 'ready', email: 'owner@example.com', password: 'x' } as const;
  writeNotes(folder, notes);
  t.same(readNotes(folder), notes);
  fs.renameSync(path.join(folder, 'demo.json'), path.join(folder, 'server.json'));
  t.throws(() => readNotes(folder), /holds something else/);
});
