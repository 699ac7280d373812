import {
  IdParams,
  NewParentCoupon,
  ParentCoupon,
  ParentCouponChange,
  ParentCouponPage,
  ParentCouponQuery,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { changeParentCoupon } from '../../flows/manage/change-parent-coupon.ts';
import { createParentCoupon } from '../../flows/manage/create-parent-coupon.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { listParentCoupons, readParentCoupon } from '../../flows/manage/read-parent-coupons.ts';

const tags = ['Coupons'];

/** `/v1/parent-coupons`: discounts that codes inherit (F70). */
export function parentCoupons(app: PluginApp, desk: Desk): void {
  app.get(
    '/parent-coupons',
    {
      schema: {
        querystring: ParentCouponQuery,
        response: { 200: ParentCouponPage },
        tags,
        summary: 'List parent coupons',
      },
    },
    async ({ scope, query }) => listParentCoupons(desk, scope, query),
  );
  app.post(
    '/parent-coupons',
    {
      schema: { body: NewParentCoupon, response: { 201: ParentCoupon }, tags, summary: 'Add a parent coupon' },
      config: { problems: ['unknown_reference', 'invalid_settings', 'key_out_of_scope'] },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createParentCoupon(desk, scope, body)),
  );
  app.get(
    '/parent-coupons/:id',
    {
      schema: { params: IdParams, response: { 200: ParentCoupon }, tags, summary: 'Show a parent coupon' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readParentCoupon(desk, scope, params.id),
  );
  app.patch(
    '/parent-coupons/:id',
    {
      schema: {
        params: IdParams,
        body: ParentCouponChange,
        response: { 200: ParentCoupon },
        tags,
        summary: 'Change a parent coupon',
      },
      config: {
        problems: [
          'not_found',
          'stale_version',
          'parent_coupon_in_use',
          'unknown_reference',
          'invalid_settings',
          'key_out_of_scope',
        ],
      },
    },
    async ({ scope, params, body }) => changeParentCoupon(desk, scope, params.id, body),
  );
}
