import type { Test } from 'tap';
import { createOrganization } from '../../src/store/doors.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import { inOrganization, type Session } from '../../src/store/session.ts';
import { testDatabase, type TestDatabase } from '../../src/testing/database.ts';

/** A database of the test's own with a store opened on it, as a server would. */
export async function testStore(t: Test): Promise<{ store: Store; database: TestDatabase }> {
  const database = await testDatabase(t);
  const store = await openStore({ url: database.url });
  t.teardown(() => store.close());
  return { store, database };
}

/** An organization with one active campaign, and what tests do to it. */
export interface Brand {
  readonly organizationId: string;
  readonly campaignId: string;
  /** Everything as the organization, with an actor. */
  readonly edit: (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  /** An approved affiliate with a link. */
  readonly addLink: (slug: string, options?: LinkOptions) => Promise<BrandLink>;
  readonly clicks: () => Promise<StoredClick[]>;
}

export interface LinkOptions {
  readonly destination?: string;
  readonly status?: string;
}

export interface BrandLink {
  readonly slug: string;
  readonly linkId: string;
  readonly enrollmentId: string;
}

export interface StoredClick {
  readonly id: string;
  readonly at: Date;
  readonly mode: string;
  readonly visitor: string;
  readonly link_id: string;
  readonly enrollment_id: string;
  readonly window_days: number;
  readonly counts: boolean;
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
  readonly stored_in: string;
}

export async function makeBrand(store: Store, name = 'Acme'): Promise<Brand> {
  const [organizationId, campaignId] = [newId(), newId()];
  await createOrganization(store, { id: organizationId, name, homeCurrency: 'USD', timeZone: 'UTC' });
  const scope = { organizationId, actor: 'test' };
  let statements = 0;
  const run = (session: Session, text: string, values: readonly unknown[] = []) =>
    session.query<Record<string, unknown>>({ name: `${organizationId.slice(-8)} ${statements++}`, text }, values);
  const edit = (sql: string, values: readonly unknown[] = []) =>
    inOrganization(store, scope, (session) => run(session, sql, values));

  await edit(
    `insert into campaign (organization_id, id, name, slug, destination_url, state) values ($1, $2, 'Main', 'main', 'https://example.com/', 'active')`,
    [organizationId, campaignId],
  );
  await edit(
    `insert into terms (organization_id, id, campaign_id, level, number, valid_from, terms)
    values ($1, $2, $3, 'campaign', 1, now() - interval '1 day', '{"attribution":{"windowDays":60}}')`,
    [organizationId, newId(), campaignId],
  );

  async function addLink(slug: string, { destination, status = 'approved' }: LinkOptions = {}): Promise<BrandLink> {
    const [affiliateId, enrollmentId, linkId] = [newId(), newId(), newId()];
    await inOrganization(store, scope, async (session) => {
      await run(
        session,
        `insert into affiliate (organization_id, id, name, email, email_key) values ($1, $2, $3, $3 || '@x.test', $3 || '@x.test')`,
        [organizationId, affiliateId, slug],
      );
      await run(
        session,
        `insert into enrollment (organization_id, id, campaign_id, affiliate_id, slug, status) values ($1, $2, $3, $4, $5, $6)`,
        [organizationId, enrollmentId, campaignId, affiliateId, slug, status],
      );
      await run(
        session,
        `insert into link (organization_id, id, enrollment_id, destination_url) values ($1, $2, $3, $4)`,
        [organizationId, linkId, enrollmentId, destination ?? null],
      );
      await run(session, `insert into slug (slug, organization_id, link_id, enrollment_id) values ($1, $2, $3, $4)`, [
        slug,
        organizationId,
        linkId,
        enrollmentId,
      ]);
    });
    return { slug, linkId, enrollmentId };
  }

  return {
    organizationId,
    campaignId,
    edit,
    addLink,
    clicks: async () =>
      (await edit(
        'select *, tableoid::regclass::text as stored_in from click order by id',
      )) as unknown as StoredClick[],
  };
}

/** What the column of the visitor holds for a click: the last 62 bits of its id (A3). */
export const visitorColumn = (clickId: string): string =>
  String(BigInt(`0x${clickId.slice(19).replace('-', '')}`) & ((1n << 62n) - 1n));
