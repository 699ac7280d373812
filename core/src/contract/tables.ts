import { Migration } from '@mikro-orm/migrations';

/**
 * What a plugin with tables of its own needs. Take these from here: a second copy of the ORM would not share its metadata.
 * Tables are prefixed by the plugin's name, begin their key with `organization_id` and carry the tenant policy (see docs/write-a-plugin.md).
 */
export { defineEntity, p } from '@mikro-orm/postgresql';
export { Migration };

/** A migration that can be made: not the abstract base. */
export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export interface Tables {
  readonly entities?: readonly unknown[];
  /** Forward only; run after the core's, in dependency order, named `<plugin>/0001_…`. */
  readonly migrations?: readonly { readonly name: string; readonly class: MigrationClass }[];
}
