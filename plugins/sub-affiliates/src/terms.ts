import { RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** What a recruiter earns of each base line of those they recruited (C8). A group or an affiliate may have another rate (C1). */
export const Terms = Type.Object(
  {
    rate: Type.Optional(
      RateField({
        title: 'Rate',
        description: 'Part of what the recruited affiliate earns, in parts per million: 100000 is 10%.',
      }),
    ),
    allowAbove100: Type.Boolean({
      default: false,
      title: 'Allow rates above 100%',
      description: 'Without it a rate above 1000000 is refused as a slip.',
      'x-advanced': true,
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
