import { Type, type Static } from '@sinclair/typebox';
import { Exact, Id, Metadata, Nullable, Slug, Time } from './values.ts';
import { credit, CustomerKeys, evidence, TestFlag } from './tracking.ts';

/** The name of an event or a milestone, as terms name it. */
export const EventName = (description: string) =>
  Type.String({
    pattern: '^[a-z0-9][a-z0-9_.-]{0,63}$',
    description: `${description}: 1 to 64 lower-case letters, digits, \`_\`, \`.\` and \`-\`.`,
    examples: ['trial_started'],
  });

/** `POST /v1/events` (F38): a customer did something you named. It counts once per customer and name. */
export const EventBody = Exact(
  {
    name: EventName('What the customer did'),
    customer: Exact(CustomerKeys.properties, {
      title: 'EventCustomer',
      description: 'Who did it: an e-mail or your own id is required.',
      anyOf: [{ required: ['externalId'] }, { required: ['email'] }],
    }),
    ...evidence,
    occurredAt: Type.Optional(Time({ description: 'When it happened; left out: now.' })),
    metadata: Type.Optional(Metadata()),
    test: TestFlag(),
  },
  { title: 'EventBody' },
);
export type EventBody = Static<typeof EventBody>;

export const EventAnswer = Exact(
  {
    id: Id('the event'),
    ...credit,
    enrollmentId: Nullable(Id('the enrollment that is credited'), { description: 'Null: nobody.' }),
    affiliateSlug: Nullable(Slug()),
    deduped: Type.Boolean({
      description: 'True: an event of this name was told of this customer already, and is the same one.',
    }),
  },
  { title: 'EventAnswer' },
);
export type EventAnswer = Static<typeof EventAnswer>;
