import { type CodeToMint, ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { ender, minter } from '../src/api/codes.ts';
import { shopifyMint } from './api/mint.ts';
import { denied, throttled } from './api/server.ts';

const id = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const autumn: CodeToMint = {
  id,
  parentId: '019a9f3c-0000-7b42-9c55-2f6f3f1f0a11',
  code: 'JANE20',
  discount: {
    name: 'Autumn',
    off: { kind: 'percent', rate: 125_000 },
    duration: 'once',
    months: null,
    expiresAt: '2027-01-01T00:00:00.000Z',
    maxRedemptions: 50,
  },
};
const another = { ...autumn, id: '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a12', code: 'JANE-B' };
const account = (accessToken: string) => ({
  mode: 'live' as const,
  account: 'larch.myshopify.com',
  credentials: { accessToken },
});

async function mintAt(t: Parameters<typeof shopifyMint>[0], options = {}) {
  const api = await shopifyMint(t, options);
  const mint = (code = autumn, token = api.token) => minter(api.url, 1)(account(token), code);
  const end = (code = autumn) => ender(api.url, 1)(account(api.token), { id: code.id, code: code.code, codeId: null });
  return { api, mint, end };
}

async function refused(work: Promise<unknown>): Promise<ProcessorRefused> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProcessorRefused) return error;
  throw new Error(`not refused: ${String(error)}`);
}

t.test('F70: a discount for each code, with what its parent says; ids beyond 2^53 keep their digits', async (t) => {
  const { api, mint } = await mintAt(t);
  t.strictSame(await mint(), { codeId: 'gid://shopify/DiscountCodeNode/9007199254740993' });
  t.match(api.discounts[0]?.input, {
    title: `Autumn (Fairlead ${id})`,
    code: 'JANE20',
    endsAt: '2027-01-01T00:00:00.000Z',
    usageLimit: 50,
    customerGets: { items: { all: true }, value: { percentage: 0.125 } },
  });
  t.notOk('recurringCycleLimit' in (api.discounts[0]?.input ?? {}), 'a shop without subscriptions takes it');
});

t.test('a subscription has it for its first months, or for good', async (t) => {
  const { api, mint } = await mintAt(t);
  await mint({ ...autumn, discount: { ...autumn.discount, duration: 'months', months: 3 } });
  t.match(api.discounts[0]?.input, { recurringCycleLimit: 3, customerGets: { appliesOnSubscription: true } });
  await mint({ ...another, discount: { ...autumn.discount, duration: 'forever' } });
  t.match(api.discounts[1]?.input, { recurringCycleLimit: 0 });
});

t.test('an amount off is in the currency of the shop, with all its digits', async (t) => {
  const off = { kind: 'amount', amount: 1_050n, currency: 'KWD' } as const;
  const { api, mint } = await mintAt(t, { currency: 'KWD' });
  await mint({ ...autumn, discount: { ...autumn.discount, off } });
  t.match(api.discounts[0]?.input, { customerGets: { value: { discountAmount: { amount: '1.050' } } } });
  const { mint: elsewhere } = await mintAt(t);
  const wrong = await refused(elsewhere({ ...autumn, discount: { ...autumn.discount, off } }));
  t.match(wrong, { code: 'refused', message: /sells in EUR.*takes off KWD/ });
});

t.test(
  'Conformance 12: minted twice, with an answer that was lost, or by two at once, there is one code',
  async (t) => {
    const { api, mint } = await mintAt(t);
    const first = await mint();
    t.strictSame(await mint(), first);
    const [one, two] = await Promise.all([mint(another), mint(another)]);
    t.strictSame(one, two);
    t.equal(api.discounts.length, 2);
  },
);

t.test('a code that is somebody else’s is taken, whether it is seen before or at the very moment', async (t) => {
  const { api, mint } = await mintAt(t);
  api.foreign('jane20');
  t.match(await refused(mint()), { code: 'code_taken', message: /JANE20.*choose another/ });
  api.trouble.push({ status: 200, body: '{"data":{"shop":{"currencyCode":"EUR"},"codeDiscountNodeByCode":null}}' });
  t.match(await refused(mint()), { code: 'code_taken' });
  t.equal(api.discounts.length, 1);
  t.match(await refused(mint({ ...autumn, code: 'WITH SPACE' })), { code: 'refused', message: /INVALID/ });
});

t.test('ended it is redeemed no more; minted again it is the same one, until its own end', async (t) => {
  const { api, mint, end } = await mintAt(t);
  const first = await mint();
  await end();
  t.equal(api.discounts[0]?.status, 'EXPIRED');
  await end();
  t.strictSame(await mint(), first);
  t.match(api.discounts[0], { status: 'ACTIVE', input: { endsAt: '2027-01-01T00:00:00.000Z' } });
  api.foreign('OTHER');
  await end({ ...autumn, code: 'OTHER' });
  t.equal(api.discounts[1]?.status, 'ACTIVE', 'another’s is left alone');
  await end({ ...autumn, code: 'NEVER' });
});

t.test('asked to slow down, or in trouble for a moment: it asks again, and makes one code', async (t) => {
  const { api, mint } = await mintAt(t);
  api.trouble.push(
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 200, body: throttled() },
    { status: 503 },
    { status: 502, body: '<html>' },
  );
  await mint();
  t.equal(api.discounts.length, 1);
});

t.test('what waiting cannot mend says how to mend it, and never the token', async (t) => {
  const { api, mint } = await mintAt(t);
  const error = await refused(mint(autumn, 'shpat_another0123456789'));
  t.match(error, { code: 'unauthorized' });
  t.notMatch(error.message, /another0123456789/);
  api.trouble.push({ status: 200, body: denied('codeDiscountNodeByCode', 'read_discounts') });
  t.match(await refused(mint()), { code: 'missing_permission', message: /read_discounts/ });
  api.trouble.push(...Array.from({ length: 8 }, () => ({ status: 500 })));
  t.match(await refused(mint()), { code: 'unavailable' });
});
