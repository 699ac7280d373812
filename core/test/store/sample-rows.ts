import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { newId } from '../../src/store/ids.ts';

export type Row = Readonly<Record<string, unknown>>;
export type SampleRow = readonly [table: string, row: Row];

/** What must never be read in an audit. */
export const personal = { email: 'jane@example.com', name: 'Jane Doe', secret: 'hush hush' };

const at = '2026-03-01T12:00:00Z';
const secretBytes = (): Buffer => Buffer.concat([Buffer.from(personal.secret), randomBytes(8)]);

/**
 * One row of everything people edit, in the order they are made. A table that is added to the schema gets a row here too: the catalogue
 * test asks for it.
 */
export function editedRows(organization_id: string): readonly SampleRow[] {
  const [campaign_id, group_id, affiliate_id, enrollment_id, link_id] = [newId(), newId(), newId(), newId(), newId()];
  const word = randomBytes(5).toString('hex');
  const own = { organization_id, id: newId() };
  return [
    [
      'campaign',
      { organization_id, id: campaign_id, name: 'Main', slug: word, destination_url: 'https://example.com/' },
    ],
    ['campaign_period', { ...own, campaign_id, valid_from: at, state: 'active' }],
    ['affiliate_group', { organization_id, id: group_id, campaign_id, name: `Gold ${word}` }],
    [
      'affiliate',
      {
        organization_id,
        id: affiliate_id,
        name: personal.name,
        email: personal.email,
        email_key: `${word}.${personal.email}`,
      },
    ],
    [
      'enrollment',
      { organization_id, id: enrollment_id, campaign_id, affiliate_id, slug: word, status: 'approved', group_id },
    ],
    ['enrollment_period', { ...own, enrollment_id, valid_from: at, status: 'approved', group_id }],
    [
      'terms',
      { ...own, campaign_id, level: 'campaign', number: 1, valid_from: at, terms: { commission: { holdDays: 30 } } },
    ],
    ['link', { organization_id, id: link_id, enrollment_id, name: 'Pricing' }],
    ['slug', { host: '', slug: word, organization_id, link_id, enrollment_id }],
    ['parent_coupon', { ...own, campaign_id, name: 'Twenty off', percent_off: 200_000, duration: 'once' }],
    ['coupon', { ...own, enrollment_id, code: word.toUpperCase() }],
    ['connection', { ...own, adapter: 'acme', name: 'Acme', mode: 'live', settings: {}, sealed: secretBytes() }],
    [
      'api_key',
      {
        ...own,
        name: 'Shop',
        mode: 'live',
        scopes: ['track'],
        prefix: 'fl_live_Qm3x',
        hash: secretBytes(),
        signing_required: true,
        signing_sealed: secretBytes(),
      },
    ],
    ['saved_view', { ...own, owner: 'key:shop', name: 'Paid', list: 'conversions', filters: { status: 'paid' } }],
    [
      'invitation',
      {
        ...own,
        email: personal.email,
        role: 'viewer',
        hash: secretBytes(),
        mail_hash: secretBytes(),
        expires_at: new Date(at),
      },
    ],
  ];
}

/** One row of what only doors insert. */
export const doorRows = (organization_id: string): readonly SampleRow[] => [
  ['membership', { organization_id, id: newId(), role: 'owner' }],
];

/** One row of every stream and projection that nothing else fills. */
export function streamRows(organization_id: string): readonly SampleRow[] {
  const [payment_id, enrollment_id, affiliate_id, customer_id, connection_id] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  const own = { organization_id, id: newId() };
  const sums = {
    count: 1,
    amount: 100,
    refunded: 0,
    commission: 20,
    reversed: 0,
    home_amount: 100,
    home_refunded: 0,
    home_commission: 20,
    home_reversed: 0,
    pending: 0,
    unavailable: 0,
  };
  const line = { payment_id, enrollment_id, affiliate_id, currency: 'USD', amount: 100 };
  return [
    ['click', { ...own, at, mode: 'live', visitor: 1, enrollment_id, window_days: 60, counts: true, details: {} }],
    [
      'inbox',
      { ...own, connection_id, event_id: 'evt_1', type: 'invoice.paid', occurred_at: at, body: Buffer.from('{}') },
    ],
    ['erasure', { ...own, customer_id, upto: at, customers: 1, bodies: 2 }],
    ['click_rollup', { organization_id, done_until: at }],
    ['click_month', { organization_id, month: at, enrollment_id, clicks: 1 }],
    [
      'summed_period',
      { organization_id, grain: 'day', starts: at, ends: at, home: 'USD', time_zone: 'UTC', source: '', rate_days: 0 },
    ],
    [
      'day_sum',
      {
        organization_id,
        starts: at,
        n: 1,
        mode: 'live',
        type: 'sale',
        status: 'paid',
        withdrawn: false,
        credits: 1,
        ...sums,
      },
    ],
    [
      'month_sum',
      { organization_id, starts: at, affiliate_id, campaign_id: newId(), currency: 'USD', sales: 1, ...sums },
    ],
    ['changed_credit', { organization_id, occurred_at: at }],
    ['sold_label', { organization_id, click_id: newId(), name: 'sub1', value: 'blog', enrollment_id: newId() }],
    [
      'refused_delivery',
      { organization_id, connection_id, reason: 'bad_signature', count: 1, first_at: at, last_at: at, detail: 'wrong' },
    ],
    ['backfill', { ...own, connection_id, since: at, until: at }],
    [
      'backtest',
      { ...own, campaign_id: newId(), terms: {}, from_at: at, to_at: '2026-03-02T12:00:00Z', actor: 'key:shop' },
    ],
    [
      'backtest_row',
      {
        organization_id,
        backtest_id: own.id,
        affiliate_id,
        currency: 'USD',
        before_amount: 1,
        after_amount: 2,
        changed: 1,
      },
    ],
    ['customer', { organization_id, id: customer_id, mode: 'live', email: personal.email, name: personal.name }],
    [
      'customer_key',
      {
        organization_id,
        mode: 'live',
        kind: 'external',
        value: 'user_1',
        customer_id,
        first_seen_at: at,
        last_seen_at: at,
      },
    ],
    ['payment', { organization_id, id: payment_id, kind: 'payment', mode: 'live', state: 'credited', occurred_at: at }],
    ['payment_reference', { organization_id, reference: 'in_1', connection_id, mode: 'live', payment_id }],
    ['fact', { ...own, payment_id, connection_id, digest: 'd', fact: {}, occurred_at: at, actor: 'core' }],
    ['code_given', { organization_id, key: 'code:JANE20', fact_id: own.id, occurred_at: at }],
    ['code_wish', { ...own, enrollment_id, code: 'JANE20', at }],
    ['minted_code', { organization_id, coupon_id: newId(), connection_id }],
    ['coupon_code_id', { organization_id, connection_id, code_id: 'promo_1', code: 'JANE20' }],
    [
      'conversion',
      {
        ...own,
        ...line,
        campaign_id: newId(),
        type: 'sale',
        mode: 'live',
        base: 100,
        commission: 20,
        occurred_at: at,
        payable_at: at,
        eligible_at: at,
        // By these `campaign_spend` and `enrollment_sales` are filled.
        budgeted: true,
        tiered: true,
      },
    ],
    ['commission', { ...own, ...line, line_key: 'k', conversion_id: own.id, role: 'base', model: 'cps', line: {} }],
    [
      'posting',
      {
        ...own,
        ...line,
        line_key: 'k',
        debit: 'commission_expense',
        credit: 'pending',
        reason: 'credited',
        occurred_at: at,
        actor: 'core',
      },
    ],
    ['outbox', { ...own, topic: 'first_sale', payload: {} }],
    ['revisit', { ...own, payment_id, due_at: at, reason: 'matured' }],
    ['request_replay', { organization_id, webhook_id: 'live:msg_1', body_hash: randomBytes(32) }],
  ];
}

/** Plain SQL that inserts a row, as whoever `client` is. */
export async function insertRow(client: Pick<Client, 'query'>, [table, row]: SampleRow): Promise<void> {
  const columns = Object.keys(row);
  const values = columns.map((column) => (isDocument(row[column]) ? JSON.stringify(row[column]) : row[column]));
  const places = columns.map((_, n) => `$${n + 1}`);
  await client.query(`insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`, values);
}

const isDocument = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value) && !Array.isArray(value);
