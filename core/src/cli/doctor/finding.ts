/** What one check found. A warning works and should be mended; a problem keeps something from working, or from being safe. */
export interface Finding {
  /** What was checked, in a word or two. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'problem';
  /** What was found. */
  readonly detail: string;
  /** What to do about it; only of what is not ok. */
  readonly mend?: string;
}

/** The three answers of a check. */
export const findings = (check: string) => ({
  ok: (detail: string): Finding => ({ check, level: 'ok', detail }),
  warning: (detail: string, mend: string): Finding => ({ check, level: 'warning', detail, mend }),
  problem: (detail: string, mend: string): Finding => ({ check, level: 'problem', detail, mend }),
});
