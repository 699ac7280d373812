import { randomUUID } from 'node:crypto';
import { openStore } from '../../core/src/store/database.ts';
import { definers } from '../../core/test/store/catalogue/faults.ts';
import { onlyLong } from './support/long.ts';
import { type Brand, type Servers, startServers } from './support/servers.ts';
import { type Json, programme } from './support/shop.ts';

interface Callable {
  readonly name: string;
  readonly arguments: readonly { readonly name: string; readonly type: string }[];
}

/** Every function of ours the tenant role may call; those that run with other rights are the doors, which the catalogue test knows. */
async function callables({ rows }: Servers): Promise<readonly Callable[]> {
  const found = await rows<{ name: string; signature: string; names: string[] | null; types: string[] }>(
    `select p.proname as name, p.proargnames as names, array(select format_type(t, null) from unnest(p.proargtypes) t) as types,
       format('fairlead.%s(%s)', p.proname, array_to_string(array(select format_type(t, null) from unnest(p.proargtypes) t), ',')) as signature
     from pg_proc p where p.pronamespace = 'fairlead'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
       and has_function_privilege('fairlead_app', p.oid, 'execute')`,
  );
  return found
    .filter(({ signature }) => !Object.hasOwn(definers, signature))
    .map(({ name, names, types }) => ({
      name,
      arguments: types.map((type, n) => ({ name: names?.[n] ?? '', type })),
    }));
}

/** What somebody could know of another organization, and ask for. */
interface Known {
  readonly uuids: readonly string[];
  readonly texts: readonly string[];
  readonly documents: readonly unknown[];
}

async function furnish(acme: Brand, { rows }: Servers, slug: string): Promise<Known> {
  const { campaignId, enrollments } = await programme(acme, { affiliates: [slug] });
  const email = `${slug}@buyers.test`;
  const customer = { externalId: `user-${slug}`, email };
  const { clickId } = await acme.made('/clicks', { affiliateSlug: slug });
  const lead = await acme.made('/leads', { customer, clickId });
  const order = `order-${slug}`;
  const sale = await acme.made('/sales', {
    externalEventId: order,
    amount: 10_000,
    currency: 'USD',
    customer,
    subscriptionId: `sub-${slug}`,
    couponCode: slug,
  });
  await acme.made('/refunds', { externalRefundId: 'r', externalEventId: order, amount: 100 });
  const of = [acme.organizationId];
  const [buyer] = await rows<{ id: string }>('select id from fairlead.customer where organization_id = $1', of);
  const [key] = await rows<{ value: string }>(
    `select value from fairlead.customer_key where organization_id = $1 and kind = 'email'`,
    of,
  );
  const api = '00000000-0000-0000-0000-000000000000';
  const fact = {
    type: 'payment.received',
    key: order,
    refs: [],
    rank: 5,
    occurredAt: new Date().toISOString(),
    currency: 'USD',
    amount: 1,
    billing: 'one_time',
    items: [],
    evidence: { slugs: [slug], clickIds: [clickId] },
    customer,
  };
  return {
    uuids: [
      String(sale['id']),
      String(lead['id']),
      buyer?.id ?? '',
      enrollments[slug] ?? '',
      campaignId,
      api,
      String(clickId),
    ],
    texts: [
      order,
      `user-${slug}`,
      key?.value ?? '',
      String(clickId),
      slug.toUpperCase(),
      `${api}:sub-${slug}`,
      'live',
      'campaign',
      'external',
      'email',
    ],
    documents: [
      [],
      customer,
      [{ id: randomUUID(), customerId: randomUUID(), digest: 'd', fact }],
      [{ id: buyer?.id, ...customer, emailHash: key?.value, via: api }],
      {},
    ],
  };
}

/** One moment for all calls: their answers are compared. */
const soon = new Date(Date.now() + 60_000).toISOString();

const modes: Json = { in_mode: 'live', of_kind: 'payment', who: 'key:x', why: 'x' };

/** Of all time. */
const ends = (name: string): string => (name === 'since' ? '-infinity' : 'infinity');

/** One value of each type; `turn` goes through what is known. */
function valueOf(
  { name, type }: Callable['arguments'][number],
  organization: string,
  known: Known,
  turn: number,
): unknown {
  const pick = <T>(list: readonly T[], step: number): T => list[Math.floor(turn / step) % list.length] as T;
  if (name === 'o') return organization;
  if (name in modes) return modes[name];
  if (name === 'fresh' || name === 'delivery') return '11111111-1111-7111-8111-111111111111';
  if (name === 'via') return known.uuids[5];
  if (type === 'uuid') return pick(known.uuids, 1);
  if (type === 'uuid[]') return [pick(known.uuids, 1)];
  if (type === 'text') return pick(known.texts, known.uuids.length);
  if (type === 'text[]') return [pick(known.texts, known.uuids.length)];
  if (type === 'jsonb') return JSON.stringify(pick(known.documents, 3));
  if (type === 'timestamp with time zone') return soon;
  if (type === 'date') return ends(name);
  if (type === 'date[]' || type === 'timestamp with time zone[]') return [ends(name)];
  if (type === 'boolean') return turn % 2 === 0;
  if (type === 'bytea') return Buffer.alloc(32);
  if (type === 'bigint' || type === 'integer') return 1;
  throw new Error(`no value for ${name} ${type}`);
}

void onlyLong('no function shows or changes what belongs to another organization', async (t) => {
  const place = await startServers(t);
  const [victim, intruder] = [await place.brand('Victim'), await place.brand('Intruder')];
  const known = await furnish(victim, place, 'victoria');
  await furnish(intruder, place, 'ivan');
  const store = await openStore({ url: place.database.url, connections: 1 });
  t.teardown(() => store.close());
  const nobody = randomUUID();

  /** As the tenant role with the organization of `as`; what it answers, or the code of its error. Always undone. */
  const call = async (text: string, values: readonly unknown[], as: string): Promise<string> => {
    const client = await store.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('role', 'fairlead_app', true), set_config('app.organization', $1, true), set_config('app.actor', 'key:x', true)`,
        [as],
      );
      const { rows } = await client.query(text, [...values]);
      return JSON.stringify(rows);
    } catch (error) {
      return `error ${(error as { code?: string }).code}`;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  const digest = async (): Promise<unknown> => {
    const tables = await place.rows<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
       where c.relnamespace = 'fairlead'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    );
    const parts = tables.map(
      ({ name }) =>
        `select '${name}' as name, md5(string_agg(to_jsonb(x)::text, ',' order by to_jsonb(x)::text)) from ${name} x where organization_id = $1`,
    );
    return place.rows(parts.join(' union all '), [victim.organizationId]);
  };

  const before = await digest();
  const functions = await callables(place);
  t.ok(functions.length > 20, `${functions.length} functions`);
  const telling = new Set<string>();
  for (const one of functions) {
    const text = `select fairlead.${one.name}(${one.arguments.map(({ type }, n) => `$${n + 1}::${type}`).join(', ')}) as told`;
    for (let turn = 0; turn < known.uuids.length * known.texts.length; turn++) {
      const valuesFor = (organization: string): unknown[] =>
        one.arguments.map((argument) => valueOf(argument, organization, known, turn));
      const told = await call(text, valuesFor(victim.organizationId), intruder.organizationId);
      const nothing = await call(text, valuesFor(nobody), intruder.organizationId);
      const same = told.replaceAll(victim.organizationId, '') === nothing.replaceAll(nobody, '');
      const keyed = one.arguments.length > 0 && /^decided_by$/.test(one.name);
      if (!same && !keyed)
        t.fail(`${one.name}(${JSON.stringify(valuesFor(victim.organizationId))}): ${told}, of nobody ${nothing}`);
      // The counter-proof: asked by its own, it has more to tell.
      if ((await call(text, valuesFor(victim.organizationId), victim.organizationId)) !== told) telling.add(one.name);
    }
  }
  t.same(await digest(), before, 'nothing of the victim changed');
  t.ok(telling.size >= 15, `${telling.size} of them tell their own organization more: ${[...telling].join(', ')}`);
});
