import { Explanation, IdParams } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { explainConversion, explainPaymentById } from '../../flows/read/explain.ts';

/** `GET /v1/conversions/:id/explain` and `GET /v1/payments/:id/explain` (F27). */
export function explanations(app: PluginApp, engine: Engine): void {
  const common = { params: IdParams, response: { 200: Explanation } };
  const config = { problems: ['not_found'] };
  const conversion = { ...common, tags: ['Sales'], summary: 'Why this commission: every step of it' };
  app.get('/conversions/:id/explain', { schema: conversion, config }, async ({ params, scope }) =>
    explainConversion(engine, scope, params.id),
  );
  const payment = { ...common, tags: ['Payments'], summary: 'The same for any payment or lead, credited or not' };
  app.get('/payments/:id/explain', { schema: payment, config }, async ({ params, scope }) =>
    explainPaymentById(engine, scope, params.id),
  );
}
