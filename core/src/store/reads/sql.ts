import type { Statement } from '../session.ts';

/** A piece of SQL with its values. Pieces are put together; only then do values get their numbers. */
export interface Sql {
  readonly texts: readonly string[];
  /** One between each two texts. */
  readonly values: readonly unknown[];
}

/**
 * SQL whose `${…}` are values, or pieces of SQL to be put in there.
 *
 * @example
 * sql`select id from conversion where ${all([sql`mode = ${mode}`, sql`occurred_at >= ${since}`])}`
 */
export function sql(texts: TemplateStringsArray, ...given: readonly unknown[]): Sql {
  const all: string[] = [texts[0] ?? ''];
  const values: unknown[] = [];
  const append = (text: string): void => void (all[all.length - 1] += text);
  for (const [index, value] of given.entries()) {
    if (isSql(value)) {
      append(value.texts[0] ?? '');
      all.push(...value.texts.slice(1));
      values.push(...value.values);
    } else {
      all.push('');
      values.push(value);
    }
    append(texts[index + 1] ?? '');
  }
  return { texts: all, values };
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'texts' in value;

/** Conditions that must all hold. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.reduce((before, condition) => sql`${before} and ${condition}`);

/** A condition where a value was given, and none where it was not. */
export const given = <T>(value: T | undefined, condition: (value: T) => Sql): readonly Sql[] =>
  value === undefined ? [] : [condition(value)];

/** Any of several values. One alone is written so that an index that begins with it keeps its order. */
export const among = (column: Sql, values: readonly string[]): Sql =>
  values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any (${values})`;

/**
 * The text with numbered values. One name for all of them: on each connection the last one stays prepared, and the many shapes that filters
 * come in do not pile up there.
 */
export function statementOf({ texts, values }: Sql): {
  readonly statement: Statement;
  readonly values: readonly unknown[];
} {
  const text = texts.reduce((before, after, index) => `${before}$${index}${after}`);
  return { statement: { name: 'read', text }, values };
}
