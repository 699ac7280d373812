import type { Scenario } from '../../src/testing/scenario.ts';

/** Something that is told of the world: a delivery, a call. */
export type Telling = () => Promise<unknown>;

/** Small, fast, and the same on every machine (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<V>(values: readonly V[], chance: () => number): V[] {
  const mixed = [...values];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = Math.floor(chance() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as V, mixed[index] as V];
  }
  return mixed;
}

const long = process.env['FAIRLEAD_LONG'] === '1';

/** All orders of three things, or four where there is time; of more, `most` orders drawn by `chance`, the given one first. */
export function orders<V>(values: readonly V[], chance: () => number, most = long ? 60 : 8): V[][] {
  if (values.length <= (long ? 4 : 3)) return permutations(values);
  return [[...values], [...values].reverse(), ...Array.from({ length: most - 2 }, () => shuffled(values, chance))];
}

const permutations = <V>(values: readonly V[]): V[][] =>
  values.length <= 1
    ? [[...values]]
    : values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));

/** What must not depend on the order things were told in: ids, and which of a merged payment's records stands, are left out. */
export async function whatStands({ books }: Scenario): Promise<object> {
  const { payments, conversions, balances } = await books();
  const live = payments.filter(({ merged }) => !merged);
  return {
    payments: live
      .map(({ id, state, reason, closed, kind, mode }) => ({
        kind,
        mode,
        state,
        reason,
        closed,
        credits: conversions
          .filter(({ paymentId, withdrawn }) => paymentId === id && !withdrawn)
          .map(({ affiliate, type, status, amount, commission, reversed }) =>
            [affiliate, type, status, amount, commission, reversed].join(' '),
          )
          .sort(),
      }))
      .map((payment) => JSON.stringify(payment))
      .sort(),
    balances: Object.entries(balances).map(([account, amount]) => `${account} ${amount}`),
  };
}
