/** From when a change holds. */
export interface Since {
  readonly from: Date;
  /** It lies back: what happened since then must be looked at again (A8). */
  readonly backdated: boolean;
}

/** Now, or a given time that lies back; clocks that run ahead are taken for now. */
export function since(now: Date, given: string | undefined): Since {
  const from = given === undefined ? now : new Date(given);
  return from < now ? { from, backdated: true } : { from: now, backdated: false };
}
