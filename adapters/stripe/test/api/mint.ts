import { type Held, stripeApiServer } from './server.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** Stripe's API with its rules of coupons and promotion codes: an id of a coupon is there once, a code is active once, in any case. */
export async function stripeMint(t: Ends, options: { readonly pageSize?: number; readonly key?: string } = {}) {
  const codes = (): readonly Held[] => api.held['/v1/promotion_codes'] ?? [];
  let made = 0;
  const api = await stripeApiServer(t, {
    ...options,
    onCreate: (path, form) => {
      if (path === '/v1/coupons') {
        const id = String(form['id']);
        const there = (api.held['/v1/coupons'] ?? []).some((coupon) => coupon.id === id);
        return there ? `Coupon already exists: ${id}.` : { id };
      }
      const same = (one: Held): boolean => String(one['code']).toLowerCase() === String(form['code']).toLowerCase();
      if (codes().some((one) => one['active'] === true && same(one)))
        return `An active promotion code with \`code: ${String(form['code'])}\` already exists.`;
      return { id: `promo_${++made}`, active: true };
    },
  });
  /** One that somebody made in Stripe's own pages. */
  const foreign = (code: string, active = true): void => {
    (api.held['/v1/promotion_codes'] ??= []).unshift({
      id: `promo_theirs_${codes().length}`,
      code,
      active,
      metadata: {},
    });
  };
  return { ...api, codes, foreign };
}
