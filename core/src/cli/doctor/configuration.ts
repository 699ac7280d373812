import { describeLoaded } from '../../plugins/index.ts';
import { describeFailure } from '../failure.ts';
import { configured, type Configured } from '../opened.ts';
import { type Finding, findings } from './finding.ts';

export interface Looked {
  readonly found: readonly Finding[];
  /** Left out where it does not load: nothing further can be looked at then. */
  readonly known?: Configured;
}

/** Whether environment and configuration load, and what they load. */
export async function lookAtConfiguration(variables: NodeJS.ProcessEnv): Promise<Looked> {
  const { ok, problem } = findings('configuration');
  try {
    const known = await configured(variables);
    const plugins = known.loaded.map((loaded) => findings('plugin').ok(describeLoaded(loaded).replace(/^plugin /, '')));
    return { known, found: [ok(known.environment.configFile), ...plugins] };
  } catch (error) {
    return { found: [problem(describeFailure(error), 'docs/configuration.md has every setting')] };
  }
}
