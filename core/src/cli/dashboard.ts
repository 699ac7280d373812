import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { say } from './output.ts';

/** What `@fairlead/admin-ui` gives: the folder of its built files, built on the way where they are missing or out of date. */
interface DashboardPackage {
  readonly site: (say: (message: string) => void) => Promise<string>;
}

/**
 * The folder of the dashboard, where its package is installed beside the configuration; undefined where it is not, or cannot be built: then
 * everything runs but the dashboard. The core itself knows nothing of how it is made.
 */
export async function dashboardFolder(configFile: string): Promise<string | undefined> {
  let file: string;
  try {
    file = createRequire(configFile).resolve('@fairlead/admin-ui');
  } catch {
    return undefined;
  }
  try {
    const { site } = (await import(pathToFileURL(file).href)) as DashboardPackage;
    return await site(say);
  } catch (error) {
    say(`${(error as Error).message}\nWithout it, everything else is served.`);
    return undefined;
  }
}
