import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { ecb } from './source.ts';

/** Exchange rates of the European Central Bank (X2). */
export const fx = definePlugin({
  name: 'fx',
  api: 1,
  version: '0.1.0',
  options: Type.Object(
    {
      publishedAt: Type.Optional(
        Type.String({
          default: 'https://www.ecb.europa.eu/stats/eurofxref',
          pattern: '^https?://[^?#]+[^/?#]$',
          description: 'Where the files are fetched from, without a slash at its end: for a mirror of your own.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  provides: ({ publishedAt }) => [{ kind: 'exchange-rates', source: ecb(publishedAt) }],
});
