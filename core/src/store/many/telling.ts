import type { SubjectFact } from './customers.ts';
import { distinct } from './distinct.ts';
import type { PaymentRow, RawFact } from './payments.ts';
import type { Stated } from './stated.ts';

/** What the payment's own facts and those of its customer and subscription name. */
export function tellingOf(
  { facts }: PaymentRow,
  { micros }: Stated,
  subjects: readonly string[],
  told: ReadonlyMap<string, readonly SubjectFact[]>,
) {
  const others = subjects.flatMap((subject) => told.get(subject) ?? []);
  const own = facts.map(({ stored }) => stored);
  const telling: { readonly stored: RawFact; readonly silent: boolean }[] = [
    ...own.map((stored) => ({ stored, silent: false })),
    // Told after the payment of whom or what was told of before, it names nobody backwards: domain/evidence.ts.
    ...others.map((other) => ({
      stored: other.stored,
      silent: micros !== null && other.micros > micros && other.place > 1,
    })),
  ];
  const outspoken = telling.some(({ stored: { fact } }) => saysWhose(fact));
  const evidence = telling
    .filter(({ stored: { fact } }) => !outspoken || fact.via !== 'script')
    .map(({ stored, silent }) => ({ stored, silent, evidence: stored.fact.evidence ?? {} }));
  const aloud = evidence.filter(({ silent }) => !silent);
  return {
    facts: others.length === 0 ? own : [...own, ...others.map(({ stored }) => stored)],
    clickIds: distinct(evidence.flatMap(({ evidence: { clickIds = [] } }) => clickIds)),
    slugs: distinct(aloud.flatMap(({ evidence: { slugs = [] } }) => slugs)),
    coupons: aloud.flatMap(({ stored: { connectionId }, evidence: { coupons = [] } }) =>
      coupons.length === 0 ? [] : [{ connectionId, fact: { evidence: { coupons } } }],
    ),
  };
}

/** What a page says of a lead yields to what anybody else says of it: domain/evidence.ts. */
const saysWhose = ({ type, via, evidence = {} }: RawFact['fact']): boolean =>
  type === 'lead.captured' &&
  via !== 'script' &&
  [evidence.clickIds, evidence.slugs, evidence.coupons].some((named) => named !== undefined && named.length > 0);
