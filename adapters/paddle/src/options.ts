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
          click: names(defaultAliases.click, 'Names in custom_data read as a click id, after fairlead_click_id'),
          customer: names(
            defaultAliases.customer,
            'Names in custom_data read as your customer id, after fairlead_customer_key',
          ),
          campaign: names(
            defaultAliases.campaign,
            'Names in custom_data read as a campaign where the value is one of yours',
          ),
        },
        { additionalProperties: false, default: {} },
      ),
    ),
    toleranceSeconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 600,
        default: 30,
        description: "Seconds a delivery's signature stays good, into the past and into the future",
      }),
    ),
    apiUrl: Type.Optional(
      Type.String({
        pattern: '^(https?://\\S+)?$',
        default: '',
        description: "Where Paddle's API is called; left out, Paddle's own of the connection's mode",
      }),
    ),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;

/** A list that is given replaces ours, so that a name can be taken away; one left out keeps it. */
export const aliasesOf = (given: Options['aliases'] = {}): Aliases => ({ ...defaultAliases, ...given });
