/** From when a change holds: now, or a given time that lies back. Clocks that run ahead are taken for now. */
export function since(now: Date, given: string | undefined): Date {
  const from = given === undefined ? now : new Date(given);
  return from < now ? from : now;
}
