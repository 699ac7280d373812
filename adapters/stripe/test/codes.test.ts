import { type CodeToMint, ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { ender, minter } from '../src/codes.ts';
import { stripeMint } from './api/mint.ts';

const id = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const parentId = '019a9f3c-0000-7b42-9c55-2f6f3f1f0a11';
const autumn: CodeToMint = {
  id,
  parentId,
  code: 'JANE20',
  discount: {
    name: 'Autumn, for everybody who comes by a partner of ours',
    off: { kind: 'percent', rate: 125_000 },
    duration: 'months',
    months: 3,
    expiresAt: '2027-01-01T00:00:00.000Z',
    maxRedemptions: 50,
  },
};
const another = { ...autumn, id: '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a12', code: 'JANE-B' };
const account = (apiKey: string) => ({ mode: 'test' as const, account: null, credentials: { apiKey } });

async function mintAt(t: Parameters<typeof stripeMint>[0], options = {}) {
  const api = await stripeMint(t, options);
  const mint = (code = autumn, key = api.key) => minter(api.url, 1)(account(key), code);
  const end = (codeId: string | null, code = autumn, key = api.key) =>
    ender(api.url, 1)(account(key), { id: code.id, code: code.code, codeId });
  const asked = (method: string, path: string) => api.asked.filter((one) => one.method === method && one.path === path);
  return { api, mint, end, asked };
}

async function refused(work: Promise<unknown>): Promise<ProcessorRefused> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProcessorRefused) return error;
  throw new Error(`not refused: ${String(error)}`);
}

t.test('F70: one coupon for the parent, one promotion code for each of its codes', async (t) => {
  const { api, mint } = await mintAt(t);
  t.strictSame(await mint(), { codeId: 'promo_1' });
  t.strictSame(await mint(another), { codeId: 'promo_2' });
  t.match(api.held['/v1/coupons'], [
    {
      id: `fairlead_${parentId}`,
      name: 'Autumn, for everybody who comes by a par',
      percent_off: '12.5',
      duration: 'repeating',
      duration_in_months: '3',
    },
  ]);
  t.equal(api.held['/v1/coupons']?.length, 1);
  t.match(api.codes().at(-1), {
    code: 'JANE20',
    promotion: { type: 'coupon', coupon: `fairlead_${parentId}` },
    metadata: { fairlead_coupon: id },
    expires_at: '1798761600',
    max_redemptions: '50',
  });
});

t.test('amounts are told in the units of Stripe', async (t) => {
  for (const [off, amount] of [
    [{ kind: 'amount', amount: 500n, currency: 'EUR' }, '500'],
    [{ kind: 'amount', amount: 500n, currency: 'JPY' }, '500'],
    [{ kind: 'amount', amount: 5n, currency: 'ISK' }, '500'],
  ] as const) {
    const { api, mint } = await mintAt(t);
    await mint({
      ...autumn,
      discount: { ...autumn.discount, off, duration: 'once', months: null, maxRedemptions: null },
    });
    t.match(api.held['/v1/coupons'], [{ amount_off: amount, currency: off.currency.toLowerCase(), duration: 'once' }]);
    t.notOk('max_redemptions' in (api.codes()[0] ?? {}));
  }
});

t.test(
  'Conformance 12: minted twice, with an answer that was lost, or by two at once, there is one code',
  async (t) => {
    const { api, mint, asked } = await mintAt(t);
    await mint();
    t.strictSame(await mint(), { codeId: 'promo_1' });
    t.equal(asked('POST', '/v1/promotion_codes').length, 1);
    const [one, two] = await Promise.all([mint(another), mint(another)]);
    t.strictSame(one, two);
    t.equal(api.codes().length, 2);
  },
);

t.test('a code that is somebody else’s is taken, whether it is seen before or at the very moment', async (t) => {
  const { api, mint } = await mintAt(t);
  api.foreign('JANE20');
  t.match(await refused(mint()), { code: 'code_taken', message: /JANE20.*choose another/ });
  t.equal(api.held['/v1/coupons'], undefined, 'nothing was made');
  // Theirs comes between the look and the making.
  const late = await mintAt(t);
  await late.mint(another);
  late.api.trouble.push({ status: 200, body: '{"object":"list","has_more":false,"data":[]}' });
  late.api.foreign('JANE20');
  t.match(await refused(late.mint()), { code: 'code_taken' });
  t.match(await late.mint({ ...autumn, id: another.id, code: 'JANE-B' }), { codeId: 'promo_1' });
});

t.test('one that was ended by somebody else is free', async (t) => {
  const { api, mint } = await mintAt(t);
  api.foreign('JANE20', false);
  t.strictSame(await mint(), { codeId: 'promo_1' });
});

t.test('ended it is redeemed no more; minted again it is the same one, among many', async (t) => {
  const { api, mint, end } = await mintAt(t, { pageSize: 2 });
  await mint();
  for (let n = 0; n < 7; n++) api.foreign('JANE20', false);
  await end('promo_1');
  t.notOk(api.codes().some(({ active }) => active));
  await end('promo_1');
  t.strictSame(await mint(), { codeId: 'promo_1' });
  t.match(
    api.codes().find((code) => code.id === 'promo_1'),
    { active: true },
  );
  await end(null);
  t.match(
    api.codes().find((code) => code.id === 'promo_1'),
    { active: false },
    'its id is found by its code',
  );
  api.foreign('OTHER');
  await end(null, { ...autumn, code: 'OTHER' });
  t.match(api.codes()[0], { code: 'OTHER', active: true }, 'another’s is left alone');
  await end(null, { ...autumn, code: 'NEVER' });
});

t.test('asked to slow down, or in trouble for a moment: it asks again, and makes one code', async (t) => {
  const { api, mint } = await mintAt(t);
  const slow = {
    status: 429,
    headers: { 'retry-after': '0' },
    body: '{"error":{"type":"invalid_request_error","code":"rate_limit","message":"slow"}}',
  };
  api.trouble.push(slow, { status: 503 }, { status: 500, body: '<html>' });
  await mint();
  t.equal(api.codes().length, 1);
});

t.test('what waiting cannot mend says how to mend it, and never the key', async (t) => {
  const { api, mint, end } = await mintAt(t);
  for (const [work, code] of [
    [() => mint(autumn, 'rk_test_other'), 'unauthorized'],
    [() => mint(autumn, ''), 'no_api_key'],
    [() => mint(autumn, 'rk_live_0123456789abcdef'), 'wrong_mode'],
    [() => end('promo_1', autumn, 'rk_test_other'), 'unauthorized'],
  ] as const) {
    const error = await refused(work());
    t.match(error, { code });
    t.notMatch(error.message, /abcdef|rk_test_other/);
  }
  api.trouble.push(...Array.from({ length: 6 }, () => ({ status: 500 })));
  t.match(await refused(mint()), { code: 'unavailable' });
});
