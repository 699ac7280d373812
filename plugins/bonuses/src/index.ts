import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

/** The commission model `bonuses`: an amount for each milestone of an enrollment (C3, F64). */
export const bonuses = definePlugin({
  name: 'bonuses',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
