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
          click: names(defaultAliases.click, 'Custom fields read as a click id, after fairlead_click_id'),
          customer: names(
            defaultAliases.customer,
            'Custom fields read as your customer id, after fairlead_customer_key',
          ),
          campaign: names(defaultAliases.campaign, 'Custom fields read as a campaign where the value is one of yours'),
        },
        { additionalProperties: false, default: {} },
      ),
    ),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;

/** A list that is given replaces ours, so that a name can be taken away; one left out keeps it. */
export const aliasesOf = (given: Options['aliases'] = {}): Aliases => ({ ...defaultAliases, ...given });
