import { aliasesOption, defaultAliases } from '@fairlead/core/reading';
import { type Static, Type } from '@sinclair/typebox';

/** Fixed when the server starts, in `fairlead.config.ts`. */
export const options = Type.Object(
  {
    aliases: aliasesOption(defaultAliases, 'Names in notes'),
    apiUrl: Type.Optional(
      Type.String({
        pattern: '^https?://\\S+[^/]$',
        default: 'https://api.pennywhistle.example',
        description: "Where Pennywhistle's API is called",
      }),
    ),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof options>;
