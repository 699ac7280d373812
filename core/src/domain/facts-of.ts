import { canonical } from './json.ts';
import type { StoredFact } from './stored-fact.ts';
import { byTime } from './time.ts';

type AnyFact = StoredFact['fact'];

/** A stored fact of one type. */
export type FactOf<T extends AnyFact['type']> = StoredFact & { readonly fact: Extract<AnyFact, { readonly type: T }> };

/** The facts of these types, in the order given. */
export function ofType<T extends AnyFact['type']>(facts: readonly StoredFact[], ...types: readonly T[]): FactOf<T>[] {
  const found: FactOf<T>[] = [];
  const wanted: readonly string[] = types;
  for (const stored of facts) if (wanted.includes(stored.fact.type)) found.push(stored as FactOf<T>);
  return found;
}

/** The first by an order that must be total, so that it does not matter how the facts arrived. */
export function firstBy<F>(facts: readonly F[], order: (a: F, b: F) => number): F | null {
  let first: F | null = null;
  for (const fact of facts) if (first === null || order(fact, first) < 0) first = fact;
  return first;
}

/** The last by a total order. */
export const lastBy = <F>(facts: readonly F[], order: (a: F, b: F) => number): F | null =>
  firstBy(facts, (a, b) => order(b, a));

export const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** By content: breaks ties between statements that agree in everything an order looks at. By id where two connections say the very same. */
export const byContent = (a: StoredFact, b: StoredFact): number =>
  a === b ? 0 : byText(canonical(a.fact), canonical(b.fact)) || byText(a.id, b.id);

/** Of what happened, the earliest; ties by id. */
export const byOccurrence = (a: StoredFact, b: StoredFact): number =>
  byTime(a.fact.occurredAt, b.fact.occurredAt) || byText(a.id, b.id);

/** Of what people decided: when, then when it was learned of, then by id. */
export const byDecision = (a: StoredFact, b: StoredFact): number =>
  byTime(a.fact.occurredAt, b.fact.occurredAt) || byTime(a.recordedAt, b.recordedAt) || byText(a.id, b.id);
