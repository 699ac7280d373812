/** What a connection is set up for at its processor. */
export interface SetupWanted {
  /** Where the processor shall deliver: the connection's webhook URL. */
  readonly url: string;
  /** Looks and tells what it would do, and changes nothing there. */
  readonly dryRun: boolean;
}

/** What was found, done, or is left to a person. */
export interface SetupDone {
  /** In the order they were taken. */
  readonly steps: readonly SetupStep[];
  /** Credentials the processor gave, to be kept with the connection: the signing secret of a new endpoint. */
  readonly credentials?: Readonly<Record<string, string>>;
}

export interface SetupStep {
  /** `already`: as it should be. `done`: now. `would`: in a dry run. `by_hand`: only a person can, and it may be done already. */
  readonly state: 'already' | 'done' | 'would' | 'by_hand';
  /** One sentence for people. */
  readonly what: string;
}
