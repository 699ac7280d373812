import type { Manifest } from '../contract/plugin.ts';
import type { MigrationClass } from '../contract/tables.ts';
import type { Mistake } from './config-error.ts';

/** What the database needs of the plugins: entities for the ORM, migrations in dependency order, named `<plugin>/0001_…`. */
export interface PluginTables {
  readonly entities: readonly unknown[];
  readonly migrations: readonly { readonly name: string; readonly class: MigrationClass }[];
}

interface Owner {
  readonly manifest: Pick<Manifest, 'name' | 'tables'>;
}

export const tablesOf = (loaded: readonly Owner[]): PluginTables => ({
  entities: loaded.flatMap(({ manifest }) => manifest.tables.entities ?? []),
  migrations: loaded.flatMap(({ manifest }) => manifest.tables.migrations ?? []),
});

/** Tables and migrations that do not carry their plugin's name: they could be taken for another's. */
export function findMisnamedTables(loaded: readonly Owner[]): readonly Mistake[] {
  return loaded.flatMap(({ manifest: { name, tables } }) => {
    const prefix = `${name.replaceAll('-', '_')}_`;
    const migrations = (tables.migrations ?? []).map((migration) => migration.name);
    const entities = (tables.entities ?? []).map(tableNameOf);
    return [
      ...misnamed(name, 'migration', migrations, new RegExp(`^${name}/\\d{4}_[a-z0-9_]+$`), `${name}/0001_create`),
      ...misnamed(name, 'table', entities, new RegExp(`^${prefix}[a-z0-9_]+$`), `${prefix}something`),
    ];
  });
}

const misnamed = (plugin: string, what: string, names: readonly string[], pattern: RegExp, example: string) =>
  names
    .filter((given) => !pattern.test(given))
    .map((given) => ({
      plugin,
      path: '',
      message: `has a ${what} named '${given}'`,
      mend: `begin it with the plugin's name, as in ${example}`,
    }));

/** An entity as the ORM defines it; its table may be named apart from it. */
const tableNameOf = (entity: unknown): string =>
  (entity as { readonly meta?: { readonly tableName?: string } }).meta?.tableName ?? 'nothing';
