import { Type, type Static } from '@sinclair/typebox';
import { Count, counts } from './counts.ts';
import { Explanation } from './explain.ts';
import { paymentStates } from './facts.ts';
import { inboxStates } from './records.ts';
import { Currency, Exact, ExternalId, Id, Instant, Nullable, OneOf, Sum, Text } from './values.ts';

const problem = () =>
  Nullable(
    Exact({ code: Type.String({ examples: ['unreadable'] }), detail: Type.String() }, { title: 'ReplayProblem' }),
    {
      description: 'Why it would stand so, or why it was not replayed.',
    },
  );

/** `POST /v1/inbox/:id/try`: what a replay would do. Nothing of it is kept. */
export const DeliveryTry = Exact(
  {
    id: Id('the delivery'),
    state: OneOf(inboxStates, { description: 'How it would stand; `received`: it would fail, and be tried again.' }),
    problem: problem(),
    asks: Type.Array(Exact({ kind: Type.String(), id: Type.String() }, { title: 'DeliveryAsks' }), {
      description: 'What a replay would read from the processor first; a try asks nobody.',
    }),
    payments: Type.Array(
      Exact(
        {
          paymentId: Id('the payment or lead; one that would be new exists nowhere else'),
          before: OneOf(paymentStates),
          after: OneOf(paymentStates),
          factsAdded: Count('Facts it would add.'),
          postings: Type.Array(
            Exact(
              {
                amount: Sum(),
                currency: Currency(),
                debit: Type.String(),
                credit: Type.String(),
                reason: Type.String(),
              },
              { title: 'TriedPosting' },
            ),
            { description: 'What it would post: usually nothing.' },
          ),
          explanation: Explanation,
        },
        { title: 'TriedPayment' },
      ),
    ),
  },
  { title: 'DeliveryTry' },
);
export type DeliveryTry = Static<typeof DeliveryTry>;

/** `POST /v1/inbox/replay`: some by their ids, or the oldest that match. */
export const ReplayBody = Exact(
  {
    ids: Type.Optional(Type.Array(Id('a delivery'), { minItems: 1, maxItems: 500, uniqueItems: true })),
    filter: Type.Optional(
      Exact(
        {
          state: Type.Array(OneOf(inboxStates), { minItems: 1, maxItems: inboxStates.length }),
          connectionId: Type.Optional(Type.Array(Id('a connection'), { minItems: 1, maxItems: 100 })),
          type: Type.Optional(ExternalId()),
          problem: Type.Optional(Text(64)),
          since: Type.Optional(Instant()),
          until: Type.Optional(Instant()),
        },
        { title: 'ReplayFilter', description: 'As the list takes them.' },
      ),
    ),
    most: Type.Integer({
      minimum: 1,
      maximum: 500,
      default: 100,
      description: 'Of those that match: at most this many.',
    }),
  },
  { title: 'ReplayBody', description: 'Either `ids` or `filter`.' },
);
export type ReplayBody = Static<typeof ReplayBody>;

export const ReplayedMany = Exact(
  {
    results: Type.Array(
      Exact(
        {
          id: Id('the delivery'),
          state: Nullable(OneOf(inboxStates), { description: 'As it stands now; null: it was not replayed.' }),
          problem: problem(),
        },
        { title: 'ReplayedOne' },
      ),
    ),
    byState: counts(inboxStates, 'ReplayedByState'),
    refused: Count('Not replayed: not there, or without a body.'),
    left: Type.Array(Id('a delivery'), {
      description:
        'Not begun when the time of one request was up (10 s), in their order: ask for these next. In no result.',
    }),
  },
  { title: 'ReplayedMany' },
);
export type ReplayedMany = Static<typeof ReplayedMany>;
