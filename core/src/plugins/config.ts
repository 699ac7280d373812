import type { FairleadPlugin } from '../contract/plugin.ts';
import { checkValue } from './check-value.ts';
import { ConfigError, type Mistake } from './config-error.ts';
import { Settings } from './config-schema.ts';
import { checkCookieDomain } from './cookie-domain.ts';
import { inspectPlugins, type PluginEntry } from './load.ts';
import { isPlainObject } from './plain.ts';

/** The same, with everything optional; `undefined` counts as left out, so that settings can be read from the environment. */
type Partially<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> | undefined }
    : T;

/** What `fairlead.config.ts` writes down. */
export interface ConfigInput extends Partially<Settings> {
  /** What the server consists of. Falsy entries are skipped. */
  readonly plugins: readonly PluginEntry[];
}

/** A config whose settings are checked and complete. Its plugins are checked; `load` puts them in order. */
export interface Config extends Settings {
  readonly plugins: readonly FairleadPlugin[];
}

/**
 * Checks and completes a configuration: the settings and the options of every plugin, all at once. Throws one `ConfigError` that names
 * each mistake with its plugin, path and mend. A config that went through it already comes out equal.
 *
 * @example
 * export default defineConfig({
 *   database: { url: process.env.DATABASE_URL },
 *   server: { publicUrl: 'https://go.example.com' },
 *   plugins: [clickAttribution(), customerMatch(), coupons(), cps(), proportionalRefunds(), process.env.STRIPE && stripe()],
 * });
 */
export function defineConfig(input: ConfigInput): Config {
  const { plugins, ...rest } = (input ?? {}) as Partial<ConfigInput>;
  const settings = checkValue(Settings, { ...rest, database: withoutEmpty(rest.database) });
  const mistakes = [...(settings.ok ? checkCookieDomain(settings.value) : settings.issues), ...inspectList(plugins)];
  if (!settings.ok || mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze({ ...settings.value, plugins: Object.freeze((plugins ?? []).filter((entry) => !!entry)) });
}

/** An empty environment variable counts as unset. */
const withoutEmpty = (urls: unknown): unknown =>
  isPlainObject(urls) ? Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== '')) : urls;

function inspectList(plugins: unknown): readonly Mistake[] {
  if (Array.isArray(plugins)) return inspectPlugins(plugins).mistakes;
  return [
    { path: '/plugins', message: 'is not a list', mend: 'list the plugins: plugins: [clickAttribution(), cps(), …]' },
  ];
}
