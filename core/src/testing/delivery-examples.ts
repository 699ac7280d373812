import { readdirSync, readFileSync } from 'node:fs';
import type { ConnectionSettings } from '../contract/adapter.ts';

/** A delivery and what is expected of it: one file of an adapter's `test/deliveries/`. */
export interface DeliveryExample {
  /** The file's name without `.json`. */
  readonly name: string;
  /** What is particular about it. */
  readonly about: string;
  /** The body: JSON as an object, anything else as text. */
  readonly delivery: unknown;
  /** What the processor says beside the body and signs not. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the connection, where they matter. */
  readonly settings?: Partial<ConnectionSettings>;
  /** The facts in order, amounts as integers. */
  readonly facts?: readonly unknown[];
  /** `Reading.ignored`. */
  readonly ignored?: string;
  /** `Reading.erases`. */
  readonly erases?: 'account';
  /** Instead of facts: the path an `Unreadable` must name. */
  readonly unreadable?: string;
}

/**
 * Reads all examples of a folder.
 *
 * @example readExamples(new URL('deliveries/', import.meta.url))
 */
export function readExamples(folder: URL): readonly DeliveryExample[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const example = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as DeliveryExample;
    return { ...example, name: file.replace(/\.json$/, '') };
  });
}

/** The body as a processor would send it: JSON is indented, so that a re-serialised copy has other bytes. */
export const bodyOf = ({ delivery }: DeliveryExample): string =>
  typeof delivery === 'string' ? delivery : JSON.stringify(delivery, null, 2);

export const settingsOf = ({ settings }: DeliveryExample): ConnectionSettings => ({
  aliases: { click: [], customer: [], campaign: [] },
  ...settings,
});
