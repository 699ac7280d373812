import { AmountField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

const MilestoneField = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9][a-z0-9_.-]{0,63}$',
      title: 'Milestone',
      description: 'Its name: first_sale. Each is reached once.',
    }),
    amount: AmountField({ title: 'Bonus', description: 'What it pays, once.' }),
    sales: Type.Optional(
      Type.Union(
        [Type.Integer({ minimum: 1, maximum: 1_000_000, title: 'So many sales' }), Type.Null({ title: 'By hand' })],
        {
          default: null,
          title: 'Reached with',
          description: 'So many sales past their hold and not returned, or when somebody says so.',
        },
      ),
    ),
  },
  { additionalProperties: false, title: 'Milestone' },
);

/** What is agreed for milestones (C3). A group or an affiliate may set them by itself (C1). */
export const Terms = Type.Object(
  {
    milestones: Type.Array(MilestoneField, {
      minItems: 1,
      maxItems: 100,
      title: 'Milestones',
      description: 'What an affiliate can reach in this campaign, and the bonus for it.',
      'x-group': 'amount',
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
