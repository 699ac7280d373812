import { Client, type QueryResultRow } from 'pg';
import t from 'tap';
import { openStore } from '../../src/store/database.ts';
import { entities } from '../../src/store/entities/index.ts';
import { newId } from '../../src/store/ids.ts';
import { createOrganization } from '../../src/store/doors.ts';
import { inOrganization, type Scope } from '../../src/store/session.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { editedRows, personal, type Row, type SampleRow } from './sample-rows.ts';
import { waysInto } from './ways.ts';

const database = await testDatabase(t);
const store = await openStore({ url: database.url });
t.teardown(() => store.close());
const ways = waysInto(store);

/** A column to change of each edited table; those without one are append-only. */
const changes: Readonly<Record<string, Row>> = {
  organization: { name: 'Other' },
  campaign: { name: 'Other' },
  affiliate_group: { name: 'Other' },
  affiliate: { name: 'Other Person' },
  enrollment: { status: 'paused' },
  link: { destination_url: 'https://example.com/other' },
  slug: { alias: true },
  coupon: { valid_until: new Date('2026-04-01T00:00:00Z') },
  connection: { active: false },
  api_key: { revoked_at: new Date('2026-04-01T00:00:00Z') },
};

interface Entry {
  readonly entity: string;
  readonly entity_id: string;
  readonly action: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: Row | null;
  readonly after: Row | null;
}

async function auditOf(scope: Scope): Promise<readonly Entry[]> {
  return inOrganization(store, scope, (session) =>
    session.query<Entry & QueryResultRow>({ name: 'audit', text: 'select * from audit order by id' }, []),
  );
}

async function organization(): Promise<Scope> {
  const id = newId();
  await createOrganization(store, { id, name: 'Acme', homeCurrency: 'USD', timeZone: 'UTC' });
  return { organizationId: id, actor: 'user:7', reason: 'spring clean' };
}

for (const [name, way] of Object.entries(ways)) {
  void t.test(`every insert and update through ${name} is audited, with actor and reason`, async (t) => {
    const scope = await organization();
    const rows: readonly SampleRow[] = editedRows(scope.organizationId);
    for (const row of rows) {
      const before = (await auditOf(scope)).length;
      await way.insert(scope, row);
      const [entry, ...more] = (await auditOf(scope)).slice(before);
      t.match(
        entry,
        { entity: row[0], action: 'insert', actor: 'user:7', reason: 'spring clean', before: null },
        row[0],
      );
      t.same(more, []);
    }
    for (const row of [['organization', { id: scope.organizationId }] as const, ...rows]) {
      const change = changes[row[0]];
      if (change === undefined) continue;
      const before = (await auditOf(scope)).length;
      await way.update(scope, row, change);
      const [entry, ...more] = (await auditOf(scope)).slice(before);
      t.match(entry, { entity: row[0], action: 'update', actor: 'user:7', reason: 'spring clean' }, row[0]);
      for (const column of Object.keys(change)) t.ok(column in (entry?.after ?? {}), `${row[0]}.${column} is told`);
      t.same(more, []);
    }
    const told = JSON.stringify(await auditOf(scope));
    for (const word of [personal.email, personal.name, 'Other Person', personal.secret]) t.notMatch(told, word);
    t.notMatch(told, Buffer.from(personal.secret).toString('hex'));
  });

  void t.test(`without an actor nothing is changed through ${name}`, async (t) => {
    const scope = await organization();
    const nobody = { organizationId: scope.organizationId, actor: '' };
    const rows = editedRows(scope.organizationId);
    for (const row of rows) {
      await t.rejects(way.insert(nobody, row), { code: '42501', message: /needs an actor/ }, row[0]);
      await way.insert(scope, row);
      const change = changes[row[0]];
      if (change !== undefined) await t.rejects(way.update(nobody, row, change), { code: '42501' }, row[0]);
    }
    t.equal((await auditOf(scope)).length, rows.length + 1);
  });
}

void t.test('what is personal or secret is masked, and only what changed is told of an update', async (t) => {
  const scope = await organization();
  const rows = editedRows(scope.organizationId);
  for (const row of rows) await ways['plain SQL']!.insert(scope, row);
  const affiliate = rows.find(([table]) => table === 'affiliate') as SampleRow;
  await ways['plain SQL']!.update(scope, affiliate, { email: 'new@example.com', email_key: 'new@example.com' });
  const entries = await auditOf(scope);
  const inserted = (entity: string): Row => entries.find((entry) => entry.entity === entity)?.after ?? {};
  t.match(inserted('organization'), { name: 'Acme', salt: 'secret' }, 'the name of a brand is no person’s');
  t.match(inserted('affiliate'), { name: 'masked', email: 'masked', email_key: 'masked' });
  t.match(inserted('connection'), { name: 'Acme', sealed: 'secret' });
  t.match(inserted('api_key'), { hash: 'secret', signing_sealed: 'secret' });
  const { before, after } = entries.at(-1) as Entry;
  t.same(
    [before, after],
    [
      { email: 'masked', email_key: 'masked' },
      { email: 'masked', email_key: 'masked' },
    ],
  );
});

void t.test('a write that changes nothing leaves no trace, and deletions by the owner do', async (t) => {
  const scope = await organization();
  const [campaign] = editedRows(scope.organizationId) as [SampleRow];
  await ways['plain SQL']!.insert(scope, campaign);
  const before = await auditOf(scope);
  await ways['plain SQL']!.update(scope, campaign, { name: campaign[1]['name'] });
  t.same(await auditOf(scope), before);

  const owner: Client = new Client({ connectionString: database.ownerUrl, options: '-c search_path=fairlead' });
  await owner.connect();
  t.teardown(() => owner.end());
  await owner.query(`select set_config('app.organization', $1, false)`, [scope.organizationId]);
  await t.rejects(owner.query('delete from campaign'), { code: '42501', message: /needs an actor/ });
  await owner.query(`select set_config('app.actor', 'cli', false)`);
  await owner.query('delete from campaign');
  t.match((await auditOf(scope)).at(-1), { action: 'delete', actor: 'cli', before: { name: 'Main' }, after: null });
});

void t.test('every entity is audited', async (t) => {
  const owner: Client = new Client({ connectionString: database.ownerUrl, options: '-c search_path=fairlead' });
  await owner.connect();
  t.teardown(() => owner.end());
  const { rows } = await owner.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname = 'audited' order by 1`,
  );
  const audited = rows.map(({ name }) => name);
  // An erasure is a stream, and who erased whom is told beside what people edit (test/flows/erasure).
  t.same(audited, [...entities.map(({ meta }) => meta.tableName), 'erasure'].toSorted());
  t.same(
    new Set([...Object.keys(changes), ...editedRows(newId()).map(([table]) => table), 'membership', 'erasure']),
    new Set(audited),
    'and tried here; memberships, which only a door inserts, in test/sign-in',
  );
});
