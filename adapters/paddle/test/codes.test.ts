import { type CodeToMint, ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { ender, minter } from '../src/api/codes.ts';
import { paddleMint } from './api/mint.ts';

const id = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const autumn: CodeToMint = {
  id,
  parentId: '019a9f3c-0000-7b42-9c55-2f6f3f1f0a11',
  code: 'JANE20',
  discount: {
    name: 'Autumn',
    off: { kind: 'percent', rate: 125_000 },
    duration: 'months',
    months: 3,
    expiresAt: '2027-01-01T00:00:00.000Z',
    maxRedemptions: 50,
  },
};
const another = { ...autumn, id: '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a12', code: 'JANEB' };
const account = (apiKey: string) => ({ mode: 'test' as const, account: null, credentials: { apiKey } });

async function mintAt(t: Parameters<typeof paddleMint>[0]) {
  const api = await paddleMint(t);
  const mint = (code = autumn, key = api.key) => minter(api.url, 1)(account(key), code);
  const end = (code = autumn, codeId: string | null = null) =>
    ender(api.url, 1)(account(api.key), { id: code.id, code: code.code, codeId });
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

t.test('F70: a discount for each code, with what its parent says', async (t) => {
  const { api, mint } = await mintAt(t);
  t.strictSame(await mint(), { codeId: 'dsc_1' });
  t.match(api.discounts, [
    {
      code: 'JANE20',
      description: 'Autumn',
      type: 'percentage',
      amount: '12.5',
      recur: true,
      maximum_recurring_intervals: 3,
      usage_limit: 50,
      expires_at: '2027-01-01T00:00:00.000Z',
      enabled_for_checkout: true,
      custom_data: { fairlead_coupon: id },
    },
  ]);
  const off = { kind: 'amount', amount: 9_007_199_254_740_991n, currency: 'JPY' } as const;
  const once = {
    ...autumn.discount,
    off,
    duration: 'once',
    months: null,
    expiresAt: null,
    maxRedemptions: null,
  } as const;
  await mint({ ...another, discount: once });
  t.match(api.discounts[0], { type: 'flat', amount: '9007199254740991', currency_code: 'JPY', recur: false });
  t.match(api.discounts[0], { maximum_recurring_intervals: null, usage_limit: null, expires_at: null });
});

t.test('a percentage keeps all its digits', async (t) => {
  const { api, mint } = await mintAt(t);
  for (const [rate, amount] of [
    [1, '0.0001'],
    [200_000, '20'],
    [333_300, '33.33'],
    [1_000_000, '100'],
  ] as const) {
    await mint({
      ...autumn,
      id: `${rate}`,
      code: `R${rate}`,
      discount: { ...autumn.discount, off: { kind: 'percent', rate } },
    });
    t.equal(api.discounts[0]?.['amount'], amount);
  }
});

t.test(
  'Conformance 12: minted twice, with an answer that was lost, or by two at once, there is one code',
  async (t) => {
    const { api, mint } = await mintAt(t);
    await mint();
    t.strictSame(await mint(), { codeId: 'dsc_1' });
    const [one, two] = await Promise.all([mint(another), mint(another)]);
    t.strictSame(one, two);
    t.equal(api.discounts.length, 2);
  },
);

t.test(
  'a code that is somebody else’s is taken, whether it is seen before or at the very moment; an archived one is free',
  async (t) => {
    const { api, mint } = await mintAt(t);
    api.foreign('jane20');
    t.match(await refused(mint()), { code: 'code_taken', message: /JANE20.*choose another/ });
    api.trouble.push({ status: 200, body: '{"data":[],"meta":{"pagination":{"has_more":false}}}' });
    t.match(await refused(mint()), { code: 'code_taken' });
    t.equal(api.discounts.length, 1);
    const { api: other, mint: again } = await mintAt(t);
    other.foreign('JANE20', 'archived');
    t.strictSame(await again(), { codeId: 'dsc_1' });
  },
);

t.test('archived it is redeemed no more; minted again it is the same one, pages away', async (t) => {
  const { api, mint, end } = await mintAt(t);
  await mint();
  for (let n = 0; n < 7; n++) api.foreign('JANE20', 'archived');
  await end();
  t.notOk(api.discounts.some(({ status }) => status === 'active'));
  await end(autumn, 'dsc_1');
  t.strictSame(await mint(), { codeId: 'dsc_1' });
  t.match(api.discounts.at(-1), { id: 'dsc_1', status: 'active' });
  api.foreign('OTHER');
  await end({ ...autumn, code: 'OTHER' });
  t.match(api.discounts[0], { code: 'OTHER', status: 'active' }, 'another’s is left alone');
  await end({ ...autumn, code: 'NEVER' });
});

t.test('asked to slow down it waits; where Paddle may have made it, it is not asked twice but found', async (t) => {
  const { api, mint } = await mintAt(t);
  api.trouble.push({ status: 429, headers: { 'retry-after': '0' } }, { status: 503 });
  await mint();
  t.equal(api.discounts.length, 1);
  const made = api.sent.filter(({ method }) => method === 'POST').length;
  const list = { status: 200, body: '{"data":[],"meta":{"pagination":{"has_more":false}}}' };
  api.trouble.push(list, { status: 502 });
  t.match(await refused(mint(another)), { code: 'unavailable' });
  t.equal(api.sent.filter(({ method }) => method === 'POST').length, made + 1);
  t.strictSame(await mint(another), { codeId: 'dsc_2' });
});

t.test('what waiting cannot mend says how to mend it, and never the key', async (t) => {
  const { api, mint } = await mintAt(t);
  for (const [key, code] of [
    ['another_key_0123456789', 'unauthorized'],
    ['', 'no_api_key'],
    ['pdl_live_apikey_0123456789', 'wrong_mode'],
  ] as const) {
    const error = await refused(mint(autumn, key));
    t.match(error, { code });
    t.notMatch(error.message, /0123456789/);
  }
  api.trouble.push(...Array.from({ length: 6 }, () => ({ status: 500 })));
  t.match(await refused(mint()), { code: 'unavailable' });
});
