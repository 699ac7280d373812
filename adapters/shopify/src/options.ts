import { type Static, Type } from '@sinclair/typebox';
import { type Aliases, aliasesOption } from '@fairlead/core/reading';
import { defaultAliases } from './evidence.ts';

/** Fixed at boot, in `fairlead.config.ts`. */
export const options = Type.Object(
  {
    aliases: aliasesOption(defaultAliases, 'Cart attributes'),
    apiUrl: Type.Optional(
      Type.String({
        pattern: '^(https?://[^\\s/?#]+)?$',
        default: '',
        description: "Where Shopify's Admin API is called, for tests; left out, at the shop's own address",
      }),
    ),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;

/** A list that is given replaces ours, so that a name can be taken away; one left out keeps it. */
export const aliasesOf = (given: Options['aliases'] = {}): Aliases => ({ ...defaultAliases, ...given });
