/**
 * How much of a line is taken back. Any policy must be monotone in F with V(0) = 0 and V(G) = C (R12); the kit checks it.
 */
export interface RefundPolicy {
  readonly id: string;
  readonly title: string;
  /** Minor units reversed so far: V(F) in [0, amount]. */
  reversed(line: { readonly amount: bigint }, state: RefundState): bigint;
}

export interface RefundState {
  /** G: captured, minor units, above 0. */
  readonly gross: bigint;
  /** B: the commission base, in [0, G]. */
  readonly base: bigint;
  /** F: Σ live reversals, clamped to [0, G]. */
  readonly reversed: bigint;
  /** Σ bᵢ of R1 as an exact fraction: what the reversals took from the base. Not clamped. */
  readonly reversedBase: { readonly numerator: bigint; readonly denominator: bigint };
  /** The line's amount on another base by its own steps, minor units; undefined: a step of a third party's model has no known meaning. */
  recompute?(base: bigint): bigint | undefined;
}
