import { Type } from '@sinclair/typebox';
import { Currency, Exact, ExternalId, Id, Nullable, OneOf, Sum, Time } from './values.ts';

const Code = (description: string, examples: readonly string[]) =>
  Type.String({ description, examples: [...examples] });

const ReversalLine = Exact(
  {
    key: Type.String({ description: 'The line.' }),
    amount: Sum({ description: 'C.' }),
    base: Sum({ description: 'B.' }),
    taken: Code('bᵢ: what this object takes of the base, unrounded (R1).', ['3000', '100/3']),
    takenSoFar: Code('Σ bᵢ of all objects by then, unrounded.', ['3000']),
    exact: Nullable(
      Code(
        'C × Σ bᵢ ÷ B, unrounded; null where the refund policy, a denial or a cancelling goes another way (R7, R10, R12).',
        ['625.5'],
      ),
    ),
    clamp: Nullable(
      OneOf(['nothing_returned', 'all_returned', 'whole_commission', 'denied', 'cancelled_in_hold'], {
        description:
          'What held it within 0 and C: nothing or all of the payment went back, it would be more than C, a person denied it, or its subscription ended in the hold (R7).',
      }),
    ),
    before: Sum({ description: 'V before.', examples: [0] }),
    reversed: Sum({ description: 'V: reversed so far.' }),
    change: Sum({ description: 'What it changes of the commission.', examples: [-625] }),
    commission: Sum({ description: 'C − V after it.' }),
  },
  { title: 'ExplainReversalLine' },
);

export const ExplainReversal = Exact(
  {
    factId: Id('the fact that says so'),
    kind: OneOf(['refund', 'dispute', 'denied', 'reinstated', 'cancelled', 'resumed']),
    key: Nullable(ExternalId(), { description: 'The id of the refund, dispute or subscription.' }),
    status: Nullable(Type.String(), { description: 'Of the object by then.', examples: ['succeeded'] }),
    at: Time({ description: 'From when on it is so.' }),
    actor: Type.String(),
    reason: Nullable(Type.String()),
    currency: Nullable(Currency()),
    amount: Nullable(Sum(), { description: 'As stated.' }),
    counted: Nullable(Sum(), { description: 'What counts of it by then (R2, R3); negative for a return.' }),
    foreign: Type.Boolean({ description: 'In another currency than the payment: it counts nothing (R6).' }),
    paid: Sum({ description: 'G: what was captured.' }),
    returnedBefore: Sum({ description: 'F before.', examples: [0] }),
    returned: Sum({ description: 'F: what went back of G so far.' }),
    clamp: Nullable(
      OneOf(['more_than_paid', 'less_than_nothing'], { description: 'What held F within 0 and G (R1).' }),
    ),
    lines: Type.Array(ReversalLine),
  },
  {
    title: 'ExplainReversal',
    description:
      'What happened since: one refund, dispute, end of the subscription or decision, and what it did (R1, R7, R10).',
  },
);
