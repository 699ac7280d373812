import type { ConnectionSetup } from '@fairlead/core/api';
import { Status } from '../../kit/status.tsx';
import type { Tone } from '../../kit/status.tsx';

type Step = ConnectionSetup['steps'][number];

const words: Readonly<Record<Step['state'], readonly [Tone, string]>> = {
  already: ['paid', 'As it should be'],
  done: ['paid', 'Done'],
  would: ['pending', 'To do'],
  by_hand: ['review', 'By hand'],
};

/** What is so, what will be done, and what only a person can do. */
export function SetupSteps({ steps, warnings }: Pick<ConnectionSetup, 'steps' | 'warnings'>) {
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} role="alert">
          <Status tone="review">Not reachable</Status> {warning}
        </p>
      ))}
      <ul aria-label="Steps">
        {steps.map(({ state, what }) => (
          <li key={what}>
            <Status tone={words[state][0]}>{words[state][1]}</Status> {what}
          </li>
        ))}
      </ul>
    </>
  );
}
