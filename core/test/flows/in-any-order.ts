import type { Scenario } from '../../src/testing/scenario.ts';

/** Something that is told of the world: a delivery, a call. */
export type Telling = () => Promise<unknown>;

/** FAIRLEAD_SEED repeats a run. */
export const seed = Number(process.env['FAIRLEAD_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
console.error(`FAIRLEAD_SEED=${seed}`);

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

/** What must not depend on the order things were told in: our own ids, and which of a merged payment's records stands, are left out. */
export async function whatStands({
  books,
}: Scenario): Promise<{ payments: readonly string[]; balances: readonly string[] }> {
  const { payments, conversions, balances } = await books();
  const parents = new Map(payments.map(({ id, mergedInto }) => [id, mergedInto]));
  const rootOf = (id: string): string => {
    const parent = parents.get(id) ?? null;
    return parent === null ? id : rootOf(parent);
  };
  const families = Map.groupBy(payments, ({ id }) => rootOf(id));
  const shown = payments
    .filter(({ merged }) => !merged)
    .map(({ id, kind, mode, state, reason, closed }) => {
      const references = (families.get(id) ?? []).flatMap((member) => member.references);
      const credits = conversions
        .filter(({ paymentId, withdrawn }) => paymentId === id && !withdrawn)
        .map((one) => [one.affiliate, one.type, one.status, one.amount, one.commission, one.reversed].join(' '));
      // What names a lead is a hash under the organization's own salt.
      const names = kind === 'lead' ? ['lead'] : [...new Set(references)].sort();
      return [names.join(' '), mode, state, reason, closed ? 'closed' : 'open', ...credits.sort()].join(' | ');
    });
  return {
    payments: shown.sort(),
    balances: Object.entries(balances).map(([account, amount]) => `${account} ${amount}`),
  };
}
