import { type Static, Type } from '@sinclair/typebox';
import { type Aliases, defaultAliases } from '@fairlead/core/reading';

const names = (values: readonly string[], description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { default: [...values], description }));

/** Fixed at boot, in `fairlead.config.ts`. */
export const options = Type.Object(
  {
    aliases: Type.Optional(
      Type.Object(
        {
          click: names(defaultAliases.click, 'Metadata names read as a click id, after fairlead_click_id'),
          customer: names(
            defaultAliases.customer,
            'Metadata names read as your customer id, after fairlead_customer_key',
          ),
          campaign: names(defaultAliases.campaign, 'Metadata names read as a campaign where the value is one of yours'),
        },
        { additionalProperties: false, default: {} },
      ),
    ),
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
