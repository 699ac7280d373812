import { type PaddleObject, paddleApiServer } from './server.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** Paddle's API with its rule of discounts: a code is active once, in any case. */
export async function paddleMint(t: Ends, options: { readonly key?: string } = {}) {
  const discounts: PaddleObject[] = [];
  const same = (one: PaddleObject, code: unknown): boolean =>
    String(one['code']).toLowerCase() === String(code).toLowerCase();
  let made = 0;
  const api = await paddleApiServer(
    t,
    { events: [], objects: { '/discounts': discounts } },
    {
      ...options,
      onCreate: (list, { code }) =>
        list.some((one) => one['status'] === 'active' && same(one, code))
          ? { error: 'discount_code_conflict' }
          : { id: `dsc_${++made}`, status: 'active' },
    },
  );
  /** One that somebody made in Paddle's own pages. */
  const foreign = (code: string, status = 'active'): void =>
    void discounts.unshift({ id: `dsc_theirs_${discounts.length}`, code, status, custom_data: null });
  return { ...api, discounts, foreign };
}
