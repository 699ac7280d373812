import type { Manifest } from '../contract/plugin.ts';
import type { Mistake } from './config-error.ts';

type Named = Pick<Manifest, 'name' | 'dependencies'>;

/** Every plugin after those it depends on, otherwise in the order of the config. A missing dependency and a circle are mistakes. */
export function inDependencyOrder<T extends Named>(
  plugins: readonly T[],
): { readonly ordered: readonly T[]; readonly mistakes: readonly Mistake[] } {
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  const ordered: T[] = [];
  const placed = new Set<string>();
  const mistakes: Mistake[] = [];

  const place = (plugin: T, above: readonly string[]): void => {
    if (placed.has(plugin.name)) return;
    if (above.includes(plugin.name)) {
      mistakes.push(circle([...above.slice(above.indexOf(plugin.name)), plugin.name]));
      return;
    }
    for (const name of plugin.dependencies) {
      const dependency = byName.get(name);
      if (dependency) place(dependency, [...above, plugin.name]);
      else mistakes.push(missing(plugin.name, name));
    }
    if (placed.has(plugin.name)) return;
    placed.add(plugin.name);
    ordered.push(plugin);
  };

  for (const plugin of plugins) place(plugin, []);
  return { ordered, mistakes };
}

const circle = (names: readonly string[]): Mistake => ({
  plugin: names[0] as string,
  path: '',
  message: `plugins need each other in a circle: ${names.join(' → ')}`,
  mend: 'one of them must do without the other: remove a name from its dependencies',
});

function missing(plugin: string, dependency: string): Mistake {
  const factory = dependency.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    plugin,
    path: '',
    message: `needs the plugin '${dependency}', which is not in the list`,
    mend: `add this line to plugins in fairlead.config.ts, imported from the package of '${dependency}': ${factory}(),`,
  };
}
