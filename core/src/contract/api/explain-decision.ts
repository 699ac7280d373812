import { Type, type Static } from '@sinclair/typebox';
import { Exact, Id, Nullable, OneOf, Values } from './values.ts';

export const Asked = Exact(
  {
    strategy: Type.String({ description: 'The step of the order (A1).', examples: ['coupon'] }),
    outcome: OneOf(['claimed', 'passed', 'passed_over', 'outranked', 'stopped']),
    reason: Type.String({ description: 'Why, as a code.' }),
    values: Values(),
  },
  { title: 'ExplainAsked', description: 'What one attribution strategy saw.' },
);
export type Asked = Static<typeof Asked>;

export const ExplainDecision = Exact(
  {
    outcome: OneOf(['credited', 'denied', 'nobody']),
    reason: Type.String(),
    method: Nullable(Type.String()),
    strategy: Nullable(Type.String({ description: 'The step that won.' })),
    shares: Type.Array(
      Exact({ enrollmentId: Id('an enrollment'), weight: Type.Integer({ description: 'Parts per million.' }) }),
    ),
    asked: Type.Array(Asked, { description: 'All steps, in the order they were asked.' }),
  },
  { title: 'ExplainDecision' },
);
