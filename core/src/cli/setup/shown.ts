import type { SetupStep } from '../../contract/setup.ts';

const marks: Readonly<Record<SetupStep['state'], string>> = {
  already: '✓',
  done: '✓ done:',
  would: '→ would:',
  by_hand: '☞ by hand:',
};

/** What was done, or would be, in a few lines. */
export function shownSetup({
  id,
  url,
  dryRun,
  steps,
  warnings,
}: {
  readonly id: string;
  readonly url: string;
  readonly dryRun: boolean;
  readonly steps: readonly SetupStep[];
  readonly warnings: readonly string[];
}): string {
  return [
    `Connection ${id}, delivered to ${url}`,
    ...warnings.map((warning) => `  ! ${warning}`),
    ...steps.map(({ state, what }) => `  ${marks[state]} ${what}`),
    ...(dryRun ? ['Nothing was changed.'] : []),
  ].join('\n');
}
