/** What is said at the terminal of `fairlead setup`. */
export interface Options {
  readonly organization?: string;
  readonly connection?: string;
  readonly name?: string;
  readonly mode: string;
  readonly account?: string;
  readonly credentials?: string;
  readonly wait: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
