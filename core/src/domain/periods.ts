/** From when on something stood how (A10). Of several that begin at one time, the one written last holds. */
export interface Period<S> {
  /** Milliseconds since 1970, UTC. */
  readonly from: number;
  readonly state: S;
}

/** How it stood at a time; `undefined` before the first period. `written` is in the order of writing. */
export function stateAt<S>(written: readonly Period<S>[], at: number): S | undefined {
  let holds: Period<S> | undefined;
  for (const period of written) {
    if (period.from <= at && (holds === undefined || period.from >= holds.from)) holds = period;
  }
  return holds?.state;
}

/**
 * The periods to write so that from `from` on `change` holds and before it nothing is different. Periods are never edited, and one that
 * begins later would go on speaking for its own time: those are stated again, with the change in them. What the change leaves out stays
 * as it was at each time.
 *
 * @param before how it stood before its first period
 */
export function changeFrom<S extends object>(
  written: readonly Period<S>[],
  change: Partial<S>,
  from: number,
  before: S,
): readonly Period<S>[] {
  const later = [...new Set(written.map((period) => period.from).filter((begins) => begins > from))];
  return [from, ...later.sort((a, b) => a - b)].map((begins) => ({
    from: begins,
    state: { ...before, ...stateAt(written, begins), ...change },
  }));
}
