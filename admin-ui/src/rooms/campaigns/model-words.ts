import { groupedMajor, percentOfRate } from '../../kit/form/decimals.ts';
import { shownValue } from '../../kit/history-words.ts';
import { sentence } from '../../kit/form/schema.ts';

type Terms = Readonly<Record<string, unknown>>;

/** The terms of one model in words. Of models the dashboard does not know, every member by its name. */
export function modelWords(id: string, terms: Terms): string {
  const known = words[id]?.(terms) ?? [];
  return known.length > 0 ? known.join(', ') : others(terms);
}

function tierWords({ measure, period, steps }: Terms): string[] {
  const ladder = Array.isArray(steps) ? (steps as readonly Terms[]) : [];
  return [
    ...ladder.map(({ volume, sales, rate, flat }) => {
      const from = measure === 'count' ? `${String(sales)} sales` : (amount(volume) ?? 'no volume');
      return `${percent(rate) ?? amount(flat) ?? 'nothing'} from ${from}`;
    }),
    ...(ladder.length === 0 ? [] : [period === 'lifetime' ? 'of all time' : `within the ${String(period)}`]),
  ];
}

function saleWords({ kind, rate, flat, renewals, cap }: Terms): string[] {
  const paid = kind === 'flat' ? amount(flat) : (percent(rate) ?? amount(flat));
  return [
    ...(paid === null ? [] : [paid]),
    ...(renewals === 'first' ? ['of a subscription the first payment only'] : []),
    ...(renewals === 'every' ? ['every renewal too'] : []),
    ...(renewals === 'none' ? ['no payment of a subscription'] : []),
    ...(amount(cap) === null ? [] : [`at most ${amount(cap)}`]),
  ];
}

function recurringWords({ counted, delay, schedule, cap }: Terms): string[] {
  const unit = counted === 'months' ? 'months' : 'payments';
  const stretches = Array.isArray(schedule) ? (schedule as readonly Terms[]) : [];
  return [
    ...(typeof delay === 'number' && delay > 0 ? [`nothing for the first ${delay} payments`] : []),
    ...stretches.map(({ lasts, rate, flat }) => {
      const paid = percent(rate) ?? amount(flat) ?? 'nothing';
      return typeof lasts === 'number' ? `${paid} for ${lasts} ${unit}` : `${paid} without end`;
    }),
    ...(amount(cap) === null ? [] : [`at most ${amount(cap)} a payment`]),
  ];
}

const leadWords = ({ amount: agreed, validation }: Terms): string[] => [
  ...(amount(agreed) === null ? [] : [`${amount(agreed)}`]),
  ...(validation === true ? ['once it is validated'] : []),
  ...(validation === false ? ['at once'] : []),
];

const eventWords = ({ events }: Terms): string[] =>
  (Array.isArray(events) ? (events as readonly Terms[]) : []).map(
    ({ event, amount: agreed }) => `${amount(agreed) ?? 'nothing'} for ${String(event)}`,
  );

const bonusWords = ({ milestones }: Terms): string[] =>
  (Array.isArray(milestones) ? (milestones as readonly Terms[]) : []).map(({ name, sales, amount: agreed }) => {
    const reached = typeof sales === 'number' ? `with ${sales} ${sales === 1 ? 'sale' : 'sales'}` : 'by hand';
    return `${amount(agreed) ?? 'nothing'} for ${String(name)}, reached ${reached}`;
  });

const words: Readonly<Record<string, (terms: Terms) => readonly string[]>> = {
  cps: saleWords,
  recurring: recurringWords,
  cpl: leadWords,
  cpa: eventWords,
  bonuses: bonusWords,
  tiers: tierWords,
  cpc: ({ amount: agreed }) => (amount(agreed) === null ? [] : [`${amount(agreed)}`]),
  sub_affiliates: ({ rate }) => (percent(rate) === null ? [] : [`${percent(rate)} of what their recruits earn`]),
};

const percent = (rate: unknown): string | null => (typeof rate === 'number' ? `${percentOfRate(rate)}%` : null);

function amount(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { unit, currency } = value as { readonly unit?: unknown; readonly currency?: string };
  return typeof unit === 'number' ? `${groupedMajor(unit, currency ?? '')} ${currency ?? ''}`.trim() : null;
}

const others = (terms: Terms): string =>
  Object.entries(terms)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${sentence(name).toLowerCase()} ${shownValue(value)}`)
    .join(', ') || 'as its plugin does by itself';
