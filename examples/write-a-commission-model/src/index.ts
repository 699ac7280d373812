import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

export { model } from './model.ts';
export { Terms } from './terms.ts';

/** The commission model `bands`: what a sale has beyond an amount pays another rate. */
export const bands = definePlugin({
  name: 'bands',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
