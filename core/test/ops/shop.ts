import { Type } from '@sinclair/typebox';
import { Client } from 'pg';
import { claim, pass } from '../../src/contract/reasons.ts';
import type { AttributionStrategy } from '../../src/contract/attribution.ts';
import type { CommissionModel } from '../../src/contract/commission.ts';
import type { RefundPolicy } from '../../src/contract/refund-policy.ts';
import { halfUp, percentOf } from '../../src/domain/money.ts';
import type { Rules } from '../../src/domain/outcome.ts';
import { type CampaignTerms, defaultAttribution, defaultCommission } from '../../src/domain/terms.ts';
import type { Engine } from '../../src/flows/engine.ts';
import { recordRefund, type RefundInput } from '../../src/flows/record-refund.ts';
import { recordSale, type SaleInput } from '../../src/flows/record-sale.ts';
import { settlePayment } from '../../src/flows/settle-payment.ts';
import { openStore } from '../../src/store/database.ts';
import { createOrganization, leaseRevisits } from '../../src/store/doors.ts';
import { newId } from '../../src/store/ids.ts';
import { inOrganization, type Scope } from '../../src/store/session.ts';
import { testDatabase, type TestDatabase, type TestScope } from '../../src/testing/database.ts';

const slug: AttributionStrategy = {
  id: 'slug',
  method: 'server',
  decide({ slugs }) {
    const enrollment = slugs.find(({ enrollmentId }) => enrollmentId !== null)?.enrollmentId;
    return enrollment == null ? pass('none_given') : claim(enrollment, 'slug_given', {});
  },
};

const percent: CommissionModel = {
  id: 'percent',
  lane: 'base',
  title: 'A percentage',
  terms: Type.Object({ rate: Type.Integer() }),
  accepts: (kind) => kind === 'sale',
  compute: ({ base, terms }) => ({ earns: true, amount: percentOf(base, (terms as { rate: number }).rate), steps: [] }),
};

const proportional: RefundPolicy = {
  id: 'proportional',
  title: 'In proportion',
  reversed({ amount }, { base, reversedBase: { numerator, denominator } }) {
    const taken = base === 0n ? amount : halfUp(amount * numerator, base * denominator);
    return taken > amount ? amount : taken;
  },
};

const rules: Rules = {
  strategies: new Map([[slug.id, slug]]),
  models: new Map([[percent.id, percent]]),
  policies: new Map([[proportional.id, proportional]]),
};

const terms: CampaignTerms = {
  attribution: { ...defaultAttribution, order: ['slug'] },
  commission: { ...defaultCommission, models: { percent: { rate: 200_000 } } },
};

/** An organization with a campaign of 20% and two affiliates, alice and bob, on a database of its own. */
export interface Shop {
  readonly database: TestDatabase;
  readonly engine: Engine;
  readonly scope: Scope;
  sale(id: string, more?: Partial<SaleInput> & { readonly slug?: string }): ReturnType<typeof recordSale>;
  refund(id: string, sale: string, amount: bigint, more?: Partial<RefundInput>): ReturnType<typeof recordRefund>;
  /** Everything that is due at the engine's time. */
  work(): Promise<void>;
  /** The time of the engine: where it stands, and its moves. */
  readonly clock: { now: Date };
  /** As superuser, with triggers and foreign keys off. */
  breaking(sql: string): Promise<Record<string, unknown>[]>;
}

export async function openShop(t: TestScope): Promise<Shop> {
  const database = await testDatabase(t);
  const store = await openStore({ url: database.url, connections: 5 });
  t.teardown(() => store.close());
  const clock = { now: new Date() };
  const engine: Engine = { store, rules, adapters: new Map(), now: () => clock.now };
  const organizationId = newId();
  await createOrganization(store, { id: organizationId, name: 'Acme', homeCurrency: 'USD', timeZone: 'UTC' });
  const scope: Scope = { organizationId, actor: 'key:test' };
  await setUp(database, organizationId);
  return {
    database,
    engine,
    scope,
    clock,
    sale: (id, { slug: named = 'alice', ...more } = {}) =>
      inOrganization(store, scope, (session) => recordSale(engine, session, scope, { ...saleOf(id, named), ...more })),
    refund: (id, sale, amount, more = {}) =>
      inOrganization(store, scope, (session) =>
        recordRefund(engine, session, scope, { ...refundOf(id, sale, amount), ...more }),
      ),
    work: () => workOff(engine),
    breaking: (sql) => asSuperuser(database, `set session_replication_role = replica; ${sql}`),
  };
}

const saleOf = (externalEventId: string, slug: string): SaleInput => ({
  externalEventId,
  mode: 'live',
  occurredAt: new Date(Date.now() - 60_000).toISOString(),
  currency: 'USD',
  amount: 10_000n,
  items: [],
  evidence: { slugs: [slug] },
  timeGiven: true,
});

const refundOf = (externalRefundId: string, externalEventId: string, amount: bigint): RefundInput => ({
  externalRefundId,
  externalEventId,
  mode: 'live',
  type: 'refund',
  status: 'succeeded',
  amount,
  currency: 'USD',
  occurredAt: new Date().toISOString(),
});

async function workOff(engine: Engine): Promise<void> {
  for (;;) {
    const due = await leaseRevisits(engine.store, 100, 60);
    if (due.length === 0) return;
    for (const { organizationId, id, paymentId } of due)
      await settlePayment(engine, { organizationId, actor: 'core' }, paymentId, [], [id]);
  }
}

async function setUp(database: TestDatabase, organization: string): Promise<void> {
  const [campaign, alice, bob] = [newId(), newId(), newId()];
  const since = `now() - interval '1 year'`;
  const affiliates = [
    ['alice', alice],
    ['bob', bob],
  ] as const;
  await asSuperuser(
    database,
    [
      `select set_config('app.actor', 'test', false), set_config('app.organization', '${organization}', false)`,
      `insert into campaign (organization_id, id, name, slug, destination_url, state)
        values ('${organization}', '${campaign}', 'Main', 'main', 'https://example.com', 'active')`,
      `insert into campaign_period (organization_id, campaign_id, valid_from, id, state)
        values ('${organization}', '${campaign}', ${since}, '${newId()}', 'active')`,
      `insert into terms (organization_id, id, campaign_id, level, number, valid_from, terms)
        values ('${organization}', '${newId()}', '${campaign}', 'campaign', 1, ${since}, '${JSON.stringify(terms)}')`,
      ...affiliates.flatMap(([name, id]) => [
        `insert into affiliate (organization_id, id, name, email, email_key)
          values ('${organization}', '${id}', '${name}', '${name}@example.com', '${name}@example.com')`,
        `insert into enrollment (organization_id, id, campaign_id, affiliate_id, slug, status)
          values ('${organization}', '${id}', '${campaign}', '${id}', '${name}', 'approved')`,
        `insert into enrollment_period (organization_id, enrollment_id, valid_from, id, status)
          values ('${organization}', '${id}', ${since}, '${newId()}', 'approved')`,
        `insert into slug (slug, organization_id, link_id, enrollment_id) values ('${name}', '${organization}', '${newId()}', '${id}')`,
      ]),
    ].join(';\n'),
  );
}

async function asSuperuser(database: TestDatabase, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.superuserUrl, options: '-c search_path=fairlead' });
  await client.connect();
  try {
    const results = (await client.query(sql)) as unknown as
      | { rows: Record<string, unknown>[] }[]
      | { rows: Record<string, unknown>[] };
    return Array.isArray(results) ? (results.at(-1)?.rows ?? []) : results.rows;
  } finally {
    await client.end();
  }
}
