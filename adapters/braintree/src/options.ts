import { type Static, Type } from '@sinclair/typebox';
import { type Aliases, aliasesOption, defaultAliases } from '@fairlead/core/reading';

/** Fixed at boot, in `fairlead.config.ts`. */
export const options = Type.Object(
  {
    aliases: aliasesOption(defaultAliases, 'Custom fields'),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;

/** A list that is given replaces ours, so that a name can be taken away; one left out keeps it. */
export const aliasesOf = (given: Options['aliases'] = {}): Aliases => ({ ...defaultAliases, ...given });
