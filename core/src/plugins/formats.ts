import { isIP } from 'node:net';
import { FormatRegistry, type TSchema } from '@sinclair/typebox';
import { isCurrency } from '../domain/money.ts';
import { isPlainObject } from './plain.ts';

/** Formats of strings that the core checks. All others (`secret`, or one of a form only) say how a field is drawn, not what it may hold. */
const checked: Readonly<Record<string, (value: string) => boolean>> = {
  currency: isCurrency,
  'http-url': (value) => {
    const url = URL.parse(value);
    if (url === null) return false;
    return (
      /^https?:$/.test(url.protocol) &&
      url.username === '' &&
      url.search === '' &&
      url.hash === '' &&
      !value.endsWith('/')
    );
  },
  'network-address': (value) => {
    const [address = '', bits, ...rest] = value.split('/');
    const family = isIP(address);
    if (family === 0 || rest.length > 0) return false;
    return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  },
};

/**
 * Makes every format named in a schema known to TypeBox, which refuses any string of a format it has never heard of. A format that a
 * plugin registered itself keeps its own check.
 */
export function registerFormats(schema: TSchema): void {
  for (const format of formatsWithin(schema)) {
    if (!FormatRegistry.Has(format)) FormatRegistry.Set(format, checked[format] ?? (() => true));
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
