import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The derived model `sub_affiliates`: what recruiters earn by what those they recruited earn (C8). */
export const subAffiliates = definePlugin({
  name: 'sub-affiliates',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
