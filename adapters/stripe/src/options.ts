import { type Static, Type } from '@sinclair/typebox';
import { type Aliases, aliasesOption, defaultAliases } from '@fairlead/core/reading';

/** Fixed at boot, in `fairlead.config.ts`. */
export const options = Type.Object(
  {
    aliases: aliasesOption(defaultAliases, 'Metadata names'),
    toleranceSeconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 600,
        default: 300,
        description: "Seconds a delivery's signature stays good, into the past and into the future",
      }),
    ),
    apiUrl: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s/?#]+$',
        default: 'https://api.stripe.com',
        description: "Where Stripe's API is, for tests",
      }),
    ),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;

/** A list that is given replaces ours, so that a name can be taken away; one left out keeps it. */
export const aliasesOf = (given: Options['aliases'] = {}): Aliases => ({ ...defaultAliases, ...given });
