import { Readable } from 'node:stream';
import {
  Coupon,
  CouponChange,
  CouponFilterQuery,
  CouponPage,
  CouponQuery,
  CouponSummary,
  CouponExportQuery,
  IdParams,
  NewCoupon,
  NewOwnCode,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeCoupon } from '../../flows/manage/change-coupon.ts';
import { createCoupon } from '../../flows/manage/create-coupon.ts';
import { exportCoupons } from '../../flows/manage/export-coupons.ts';
import { mintAgain } from '../../flows/manage/mint-again.ts';
import { listCoupons, readCoupon, summariseCoupons } from '../../flows/manage/read-coupons.ts';
import { selfMint } from '../../flows/manage/self-mint.ts';
import { streamed } from '../streamed.ts';

const tags = ['Coupons'];
const csvAnswer = {
  description: 'CSV (RFC 4180) of the filtered list. A download that ends early was broken off: its connection is cut.',
  content: { 'text/csv': { schema: { type: 'string' } } },
};
const ofMinting = ['code_taken', 'processor_credentials', 'processor_refused', 'key_out_of_scope'];

/** `/v1/coupons`: codes that credit an enrollment (I5). */
export function coupons(app: PluginApp, desk: Desk): void {
  app.get(
    '/coupons',
    { schema: { querystring: CouponQuery, response: { 200: CouponPage }, tags, summary: 'List coupons' } },
    async ({ scope, query }) => listCoupons(desk, scope, query),
  );
  app.get(
    '/coupons/summary',
    { schema: { querystring: CouponFilterQuery, response: { 200: CouponSummary }, tags, summary: 'Count coupons' } },
    async ({ scope, query }) => summariseCoupons(desk, scope, query),
  );
  app.post(
    '/coupons',
    {
      schema: { body: NewCoupon, response: { 201: Coupon }, tags, summary: 'Add a coupon' },
      config: {
        problems: ['unknown_reference', 'not_creditable', 'parent_coupon_ended', 'already_exists', ...ofMinting],
      },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createCoupon(desk, scope, body)),
  );
  app.get(
    '/coupons/:id',
    {
      schema: { params: IdParams, response: { 200: Coupon }, tags, summary: 'Show a coupon' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readCoupon(desk, scope, params.id),
  );
  app.patch(
    '/coupons/:id',
    {
      schema: { params: IdParams, body: CouponChange, response: { 200: Coupon }, tags, summary: 'Change a coupon' },
      config: { problems: ['not_found', 'stale_version', 'not_creditable', ...ofMinting] },
    },
    async ({ scope, params, body }) => changeCoupon(desk, scope, params.id, body),
  );
  app.get(
    '/coupons.csv',
    {
      schema: {
        querystring: CouponExportQuery,
        response: { 200: csvAnswer },
        produces: ['text/csv'],
        tags,
        summary: 'Export coupons as CSV',
      },
      exposeHeadRoute: false,
    },
    async ({ scope, query }, reply) =>
      reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="coupons.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(await streamed(exportCoupons(desk, scope, query)))),
  );
  app.post(
    '/enrollments/:id/codes',
    {
      schema: {
        params: IdParams,
        body: NewOwnCode,
        response: { 201: Coupon },
        tags,
        summary: 'Mint a code an affiliate chose',
        description: 'Within what the campaign allows its affiliates (F71), whoever asks.',
      },
      config: {
        problems: [
          'not_found',
          'self_mint_off',
          'not_creditable',
          'code_reserved',
          'too_many_codes',
          'too_many_requests',
          'parent_coupon_ended',
          'already_exists',
          ...ofMinting,
        ],
      },
    },
    async ({ scope, params, body }, reply) => reply.code(201).send(await selfMint(desk, scope, params.id, body.code)),
  );
  app.post(
    '/coupons/:id/mint',
    {
      schema: {
        params: IdParams,
        response: { 200: Coupon },
        tags,
        summary: 'Ask the processor about a coupon again',
      },
      config: { problems: ['not_found', 'invalid_settings', ...ofMinting] },
    },
    async ({ scope, params }) => mintAgain(desk, scope, params.id),
  );
}
