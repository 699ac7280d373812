import { Type, type Static } from '@sinclair/typebox';
import { Count } from './counts.ts';
import { Page, paging } from './paging.ts';
import { CampaignTerms, CampaignTermsInput } from './terms.ts';
import { Currency, Day, Exact, Id, Nullable, OneOf, Time, Total, Words } from './values.ts';

/** A run waits, is worked on, and ends in one of four ways. */
export const backtestStates = ['queued', 'running', 'done', 'cancelled', 'interrupted', 'failed'] as const;
export type BacktestState = (typeof backtestStates)[number];

/** `POST /v1/backtests`: draft terms, tried on the payments of a period. Posts nothing. */
export const NewBacktest = Exact(
  {
    campaignId: Id('the campaign whose terms are replaced by the draft'),
    terms: CampaignTermsInput,
    from: Day({ description: "From the beginning of this day, in the organization's time zone." }),
    to: Day({ description: "To the end of this day, in the organization's time zone.", examples: ['2026-05-31'] }),
  },
  { title: 'NewBacktest' },
);
export type NewBacktest = Static<typeof NewBacktest>;

const amounts = {
  before: Total({ description: 'What the ledger holds, less what was taken back.' }),
  after: Total({ description: 'What it would hold under the draft.', examples: [2500] }),
  difference: Total({ description: 'after − before.', examples: [500] }),
  changed: Count('Payments that would earn another amount.'),
};

const BacktestTotal = Exact(
  { currency: Currency(), affiliates: Count('Affiliates with a row.'), ...amounts },
  { title: 'BacktestTotal' },
);

export const Backtest = Exact(
  {
    id: Id('the backtest'),
    campaignId: Id('the campaign'),
    campaignName: Type.String(),
    terms: CampaignTerms,
    since: Time({ description: 'Payments that occurred then or later.' }),
    until: Time({ description: 'And before then.' }),
    state: OneOf(backtestStates, {
      description:
        '`interrupted`: the server that ran it went away; it is not begun again by itself. Results are there only when it is `done`.',
    }),
    problem: Nullable(Type.String(), { description: 'Why it failed.' }),
    actor: Type.String({ examples: ['key:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
    createdAt: Time(),
    startedAt: Nullable(Time()),
    finishedAt: Nullable(Time()),
    done: Count('Payments and leads looked at so far.'),
    total: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'Payments and leads of the period; null before it began.',
    }),
    payments: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'Of them, those that name somebody of the campaign and were decided again.',
    }),
    untrue: Nullable(Type.Integer({ minimum: 0 }), {
      description:
        'Of these, those the published terms would decide otherwise today than the ledger has them: late evidence, or a newer version (A8). 0: the comparison is exact.',
    }),
    undecided: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'Payments the draft cannot decide, for want of a plugin or an exchange rate: they earn nothing.',
    }),
    totals: Type.Array(BacktestTotal, { description: 'Never netted across currencies (M4).' }),
  },
  { title: 'Backtest' },
);
export type Backtest = Static<typeof Backtest>;

export const BacktestPage = Page('BacktestPage', Backtest);
export type BacktestPage = Static<typeof BacktestPage>;

/** `GET /v1/backtests`: the newest first. */
export const BacktestQuery = Exact(
  {
    campaignId: Type.Optional(Id('a campaign')),
    state: Type.Optional(Words(backtestStates, { examples: ['queued,running'] })),
    ...paging,
  },
  { title: 'BacktestQuery' },
);
export type BacktestQuery = Static<typeof BacktestQuery>;

/** One affiliate in one currency. */
export const BacktestRow = Exact(
  { affiliateId: Id('the affiliate'), affiliateName: Type.String(), currency: Currency(), ...amounts },
  { title: 'BacktestRow' },
);
export type BacktestRow = Static<typeof BacktestRow>;

export const BacktestRowPage = Page('BacktestRowPage', BacktestRow);
export type BacktestRowPage = Static<typeof BacktestRowPage>;

/** `GET /v1/backtests/:id/affiliates`: the largest difference of either sign first, each currency by itself. */
export const BacktestRowQuery = Exact(
  { currency: Type.Optional(Currency()), ...paging },
  { title: 'BacktestRowQuery' },
);
export type BacktestRowQuery = Static<typeof BacktestRowQuery>;
