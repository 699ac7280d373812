/** When a job is due, and whether it still runs. */
export interface Timetable {
  readonly every: number;
  /** Milliseconds before the first time. */
  readonly after: number;
  readonly now: () => number;
}

/** Begins `job` when it is due and its last run has ended; the next time is counted from its beginning. */
export function timetable({ every, after, now }: Timetable, job: () => Promise<void>): () => void {
  let due = now() + after;
  let running = false;
  return () => {
    if (running || now() < due) return;
    due = now() + every;
    running = true;
    void job().finally(() => (running = false));
  };
}
