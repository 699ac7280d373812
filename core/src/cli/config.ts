import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Failure } from './failure.ts';

/** What this command line reads of a configuration; the loader checks the plugins. */
export interface Config {
  readonly database?: { readonly url?: string | undefined; readonly ownerUrl?: string | undefined };
  readonly plugins: readonly unknown[];
}

/**
 * Loads the configuration file.
 *
 * @throws Failure when it is missing, cannot be loaded, or does not export a configuration
 */
export async function loadConfig(file: string): Promise<Config> {
  if (!fs.existsSync(file)) {
    throw new Failure(
      `There is no configuration at ${file}. Run this in the folder that has fairlead.config.ts, or name the file in FAIRLEAD_CONFIG.`,
    );
  }
  const config = await importDefault(file);
  if (!isConfig(config)) {
    throw new Failure(
      `${file} does not export a configuration. It must end with: export default defineConfig({ plugins: [ … ] })`,
    );
  }
  return config;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new Failure(`The configuration ${file} cannot be loaded: ${reason(error)}`, { cause: error });
  }
}

/** Of a syntax error the stack also tells the place and the source line, before its first frame. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error instanceof SyntaxError ? error.stack?.split(/\n\s+at /)[0] : undefined;
  return place?.trim() || error.message;
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && 'plugins' in value && Array.isArray(value.plugins);
}
