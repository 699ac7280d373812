import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { click } from './click.ts';
import { slug } from './slug.ts';

/** The steps `click` (the visitor's clicks, by the campaign's click model) and `slug` (an affiliate named by the server). */
export const clickAttribution = definePlugin({
  name: 'click-attribution',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [
    { kind: 'attribution-strategy', strategy: click },
    { kind: 'attribution-strategy', strategy: slug },
  ],
});
