import { manifest, type Extension, type FairleadPlugin, type Manifest } from '../contract/plugin.ts';
import { checkValue } from './check-value.ts';
import { ConfigError, type Mistake } from './config-error.ts';
import { inDependencyOrder } from './dependency-order.ts';
import { findRepeatedExtensions, nameOf } from './extension-id.ts';
import { recognise } from './recognise.ts';
import { findMisnamedTables } from './tables.ts';

/** What may stand in the config's `plugins`: falsy entries are skipped, so that `process.env.X && stripe()` works. */
export type PluginEntry = FairleadPlugin | false | '' | 0 | null | undefined;

/** A plugin whose options are checked and complete. */
export interface Loaded {
  readonly plugin: FairleadPlugin;
  readonly manifest: Manifest;
  /** Frozen, with every default filled in. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly extensions: readonly Extension[];
}

/**
 * The config's plugins, checked, completed and in dependency order. Does no I/O, so that `migrate`, `work` and `replay` start here too.
 * Throws one `ConfigError` with the mistakes of all plugins: a plugin that fails is never skipped.
 */
export function load(entries: readonly PluginEntry[]): readonly Loaded[] {
  const { loaded, mistakes } = inspectPlugins(entries);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return loaded;
}

/** As `load`, with the mistakes as data. `loaded` is worth nothing when there are any. */
export function inspectPlugins(entries: readonly unknown[]): {
  readonly loaded: readonly Loaded[];
  readonly mistakes: readonly Mistake[];
} {
  const { plugins, mistakes: unrecognised } = recognise(entries);
  const { ordered, mistakes: misordered } = inDependencyOrder([...plugins.values()].map((plugin) => plugin[manifest]));
  const prepared = ordered.map(({ name }) => prepare(plugins.get(name) as FairleadPlugin));
  const loaded = prepared.flatMap((result) => ('loaded' in result ? [result.loaded] : []));
  const unprepared = prepared.flatMap((result) => ('mistakes' in result ? result.mistakes : []));
  return {
    loaded,
    mistakes: [
      ...unrecognised,
      ...unprepared,
      ...misordered,
      ...findRepeatedExtensions(loaded),
      ...findMisnamedTables(loaded),
    ],
  };
}

type Prepared = { readonly loaded: Loaded } | { readonly mistakes: readonly Mistake[] };

function prepare(plugin: FairleadPlugin): Prepared {
  const declared = plugin[manifest];
  const checked = checkValue(declared.schema, declared.options);
  if (!checked.ok) return { mistakes: checked.issues.map((issue) => ({ ...issue, plugin: declared.name })) };
  const options = checked.value as Loaded['options'];
  try {
    const extensions = declared.provides(options as never);
    return { loaded: { plugin, manifest: declared, options, extensions: Object.freeze([...extensions]) } };
  } catch (error) {
    const message = `fails to provide its extensions: ${error instanceof Error ? error.message : String(error)}`;
    return { mistakes: [{ plugin: declared.name, path: '', message, mend: 'mend its options, or tell its author' }] };
  }
}

/** `plugin 'cps' 0.1.0: commission-model cps`, for `doctor` and logs. */
export const describeLoaded = ({ manifest: { name, version }, extensions }: Loaded): string =>
  `plugin '${name}' ${version}: ${extensions.map(nameOf).join(', ') || 'routes or tables only'}`;
