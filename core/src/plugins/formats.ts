import { FormatRegistry, type TSchema } from '@sinclair/typebox';
import { isCurrency } from '../domain/money.ts';
import { isDomain } from './cookie-domain.ts';
import { isPlainObject } from './plain.ts';

interface Format {
  /** What a value of it is, for a mistake. */
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
}

/** Formats of strings that the core checks. All others (`secret`, or one of a form only) say how a field is drawn, not what it may hold. */
const checked: Readonly<Record<string, Format>> = {
  currency: { expected: 'an ISO 4217 currency code in upper case', accepts: isCurrency },
  domain: { expected: 'a domain name of two parts or more in lower case, as in example.com', accepts: isDomain },
  'http-url': { expected: 'an http or https address without a slash at its end', accepts: isHttpUrl },
};

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') return false;
  return url.search === '' && url.hash === '' && !value.endsWith('/');
}

/** What a value of a checked format is, in words. */
export const expectedOf = (format: string): string => checked[format]?.expected ?? `a valid ${format}`;

/**
 * Makes every format named in a schema known to TypeBox, which refuses any string of a format it has never heard of. A format that a
 * plugin registered itself keeps its own check.
 */
export function registerFormats(schema: TSchema): void {
  for (const format of formatsWithin(schema)) {
    if (!FormatRegistry.Has(format)) FormatRegistry.Set(format, checked[format]?.accepts ?? (() => true));
  }
}

function formatsWithin(schema: unknown): ReadonlySet<string> {
  const formats = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isPlainObject(node)) return;
    if (typeof node['format'] === 'string') formats.add(node['format']);
    Object.values(node).forEach(visit);
  };
  visit(schema);
  return formats;
}
