import { Type, type Static } from '@sinclair/typebox';
import { Count } from './counts.ts';
import { Page, paging } from './paging.ts';
import { Exact, Id, Instant, Nullable, OneOf, Time } from './values.ts';

const Counts = (description: string) => Type.Record(Type.String(), Type.Integer({ minimum: 0 }), { description });

/** What a read of the processor found; while it runs, so far. */
export const BackfillReport = Exact(
  {
    found: Count('What the processor told of the span.'),
    known: Count('Of those: here already.'),
    missed: Count('Of those: not here, so taken in.'),
    missedByType: Counts('How many of each type.'),
    byState: Counts('How what was missed stands.'),
    payments: Exact(
      { added: Count('New payments and leads.'), changed: Count('Known ones that learned something.') },
      { title: 'BackfilledPayments' },
    ),
    postings: Count('Postings made by what was missed.'),
  },
  { title: 'BackfillReport' },
);
export type BackfillReport = Static<typeof BackfillReport>;

/** One read of a processor for what its webhooks missed (F50). */
export const Backfill = Exact(
  {
    id: Id('the read'),
    connectionId: Id('the connection'),
    since: Time({ description: 'By the clock of the processor, inclusive.' }),
    until: Time({ description: 'Exclusive.' }),
    state: OneOf(['running', 'done', 'failed', 'stopped'], {
      description: '`stopped`: its server ended before it did; what was found by then is here.',
    }),
    by: Type.String({ description: '`core`: by schedule.', examples: ['core'] }),
    startedAt: Time(),
    finishedAt: Nullable(Time()),
    report: Nullable(BackfillReport),
    reached: Nullable(Time(), { description: 'How far it is, by the clock of the processor.' }),
    problem: Nullable(
      Exact({ code: Type.String({ examples: ['unauthorized'] }), detail: Type.String() }, { title: 'BackfillProblem' }),
      { description: 'Why it failed, and the mend.' },
    ),
  },
  { title: 'Backfill' },
);
export type Backfill = Static<typeof Backfill>;
export const BackfillPage = Page('BackfillPage', Backfill);
export type BackfillPage = Static<typeof BackfillPage>;
export const BackfillQuery = Exact({ ...paging }, { title: 'BackfillQuery' });
export type BackfillQuery = Static<typeof BackfillQuery>;

/** `POST /v1/connections/:id/backfills`. */
export const NewBackfill = Exact(
  {
    since: Instant({ description: 'From when, by the clock of the processor.', examples: ['2026-03-01T00:00:00Z'] }),
    until: Type.Optional(Instant({ description: 'To when; left out: now.' })),
  },
  { title: 'NewBackfill' },
);
export type NewBackfill = Static<typeof NewBackfill>;
