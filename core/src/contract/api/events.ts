import { Type, type Static } from '@sinclair/typebox';
import { backtestStates } from './backtests.ts';
import { Count } from './counts.ts';
import { inboxStates } from './records.ts';
import { Exact, Id, Nullable, OneOf, Time } from './values.ts';

/** What is told of while somebody listens. */
export const eventTypes = ['click', 'conversion', 'payment', 'delivery', 'backtest'] as const;
export type EventType = (typeof eventTypes)[number];

/** `GET /v1/events`. Besides: the header `Last-Event-ID`, which browsers send by themselves. */
export const EventQuery = Exact(
  {
    lastEventId: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}$',
        description: 'As the header `Last-Event-ID`, for clients that cannot send one: begins behind this event.',
        examples: ['1772366400000'],
      }),
    ),
  },
  { title: 'EventQuery' },
);
export type EventQuery = Static<typeof EventQuery>;

const isTest = Type.Boolean({ description: 'A test key is told of tests only (C9).' });

/** The `data` of each event, by its name. Small: what it names is read where it lives. */
export const EventData = {
  click: Exact({ id: Id('the click'), enrollmentId: Id('the enrollment'), isTest }, { title: 'ClickEvent' }),
  conversion: Exact(
    { id: Id('the conversion'), paymentId: Id('its payment'), isTest },
    { title: 'ConversionEvent', description: 'It is new, or something new was stated of its payment.' },
  ),
  payment: Exact(
    { id: Id('the payment or lead'), state: Type.String({ examples: ['uncredited'] }), isTest },
    { title: 'PaymentEvent', description: 'It is new, or something new was stated of it; credited or not.' },
  ),
  delivery: Exact(
    { id: Id('the delivery'), connectionId: Id('the connection'), state: OneOf(inboxStates), isTest },
    { title: 'DeliveryEvent', description: 'It came in, or stands otherwise than before.' },
  ),
  backtest: Exact(
    {
      id: Id('the backtest'),
      state: OneOf(backtestStates),
      done: Count('Payments and leads looked at so far.'),
      total: Nullable(Type.Integer({ minimum: 0 })),
      isTest,
    },
    { title: 'BacktestEvent', description: 'It came further, or stands otherwise than before. Always live.' },
  ),
  /** The first of every stream, and the one of every quiet quarter of a minute. */
  beat: Exact({ asOf: Time({ description: 'Everything up to here was told.' }) }, { title: 'BeatEvent' }),
} as const;
export type EventDataOf<T extends keyof typeof EventData> = Static<(typeof EventData)[T]>;
