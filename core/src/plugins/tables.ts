import type { MigrationClass } from '../contract/tables.ts';
import type { Loaded } from './load.ts';

/** What the database needs of the plugins: entities for the ORM, migrations in dependency order, named `<plugin>/0001_…`. */
export interface PluginTables {
  readonly entities: readonly unknown[];
  readonly migrations: readonly { readonly name: string; readonly class: MigrationClass }[];
}

export const tablesOf = (loaded: readonly Loaded[]): PluginTables => ({
  entities: loaded.flatMap(({ manifest: { tables } }) => tables.entities ?? []),
  migrations: loaded.flatMap(({ manifest: { name: plugin, tables } }) =>
    (tables.migrations ?? []).map(({ name, class: migration }) => ({
      name: name.startsWith(`${plugin}/`) ? name : `${plugin}/${name}`,
      class: migration,
    })),
  ),
});
