import { setTimeout as sleep } from 'node:timers/promises';
import type { Backtest, BacktestRowPage, CampaignPage, CampaignTermsPage } from '@fairlead/core/api';
import type { Api } from './api.ts';

export interface Trial {
  /** The slug of the campaign. */
  readonly campaign: string;
  /** What its sales are to pay in the draft: parts per million, 250000 is 25%. */
  readonly rate: number;
  /** How far back. */
  readonly days: number;
  tell(line: string): void;
}

const dayMs = 86_400_000;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The campaign's newest terms with another rate, over the last days: what each affiliate earned, and would have earned. Posts nothing. */
export async function tryOnHistory(api: Api, { campaign: slug, rate, days, tell }: Trial): Promise<Backtest> {
  const { data: campaigns } = await api.get<CampaignPage>('/v1/campaigns?take=200');
  const campaign = campaigns.find((one) => one.slug === slug);
  if (campaign === undefined) throw new Error(`There is no campaign '${slug}'.`);
  const { data: versions } = await api.get<CampaignTermsPage>(`/v1/campaigns/${campaign.id}/terms?take=1`);
  const { attribution, commission } = versions[0]?.terms ?? {};

  const ordered = await api.post<Backtest>('/v1/backtests', {
    campaignId: campaign.id,
    terms: {
      attribution,
      commission: { ...commission, models: { ...commission?.models, cps: { ...commission?.models['cps'], rate } } },
    },
    from: day(Date.now() - days * dayMs),
    to: day(Date.now()),
  });
  const done = await ended(api, ordered, tell);
  tell(
    done.untrue === 0
      ? `${done.payments} payments. The published terms, run again, give exactly what the ledger holds.`
      : `${done.payments} payments, ${done.untrue} of which the published terms would decide otherwise today.`,
  );
  const rows = await api.get<BacktestRowPage>(`/v1/backtests/${done.id}/affiliates`);
  for (const { affiliateName, currency, before, after, difference } of rows.data) {
    tell(
      `${affiliateName.padEnd(20)} ${money(before, currency)} → ${money(after, currency)} (${money(difference, currency)})`,
    );
  }
  for (const { currency, before, after } of done.totals) {
    tell(`${'Together'.padEnd(20)} ${money(before, currency)} → ${money(after, currency)}`);
  }
  return done;
}

/** Asks until it is over. `GET /v1/events` would tell each step by itself. */
async function ended(api: Api, ordered: Backtest, tell: Trial['tell']): Promise<Backtest> {
  let run = ordered;
  while (run.state === 'queued' || run.state === 'running') {
    await sleep(250);
    run = await api.get<Backtest>(`/v1/backtests/${run.id}`);
    if (run.state === 'running') tell(`${run.done} of ${run.total}`);
  }
  if (run.state !== 'done') throw new Error(`The backtest was ${run.state}. ${run.problem ?? ''}`);
  return run;
}

/** Amounts are whole minor units; the point is put in as text. Two digits are enough for an example. */
function money(minor: number | bigint, currency: string): string {
  const amount = BigInt(minor);
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}`;
}
