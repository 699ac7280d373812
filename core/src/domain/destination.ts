/** A stored destination, taken apart once so that a redirect only joins strings. */
export interface Destination {
  /** Everything before the query. */
  readonly base: string;
  /** Its own query, without the `?`, as stored. */
  readonly query: string;
  /** Names in it: the destination's own value wins a clash (F4). */
  readonly names: readonly string[];
  /** With its `#`, or empty. */
  readonly fragment: string;
}

/**
 * Takes a stored destination apart; null where it is not an absolute http or https address, which is then nowhere to lead anyone. A
 * value for `clickParameter` in it gives way to the click's.
 */
export function parseDestination(stored: string, clickParameter: string): Destination | null {
  const url = URL.parse(stored);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const own = parts(url.search.slice(1)).filter((part) => nameOf(part) !== clickParameter);
  const fragment = url.hash;
  url.search = '';
  url.hash = '';
  return { base: url.href, query: own.join('&'), names: own.map(nameOf), fragment };
}

/**
 * Where one click leads: the destination with its own query, then what the visitor's query adds to it, then the click id where there is one
 * (F1, F4). `incoming` is the query of the request as it came, without the `?`. Nothing in it can change the host or the path.
 */
export function addressOf(
  destination: Destination,
  incoming: string,
  clickParameter: string,
  clickId: string | null,
): string {
  const { base, query, names, fragment } = destination;
  let whole = query;
  for (const part of parts(incoming)) {
    const name = nameOf(part);
    if (!names.includes(name) && name !== clickParameter) whole = joined(whole, printable(part));
  }
  if (clickId !== null) whole = joined(whole, `${clickParameter}=${clickId}`);
  return whole === '' ? base + fragment : `${base}?${whole}${fragment}`;
}

const joined = (query: string, part: string): string => (query === '' ? part : `${query}&${part}`);

const parts = (query: string): string[] => (query === '' ? [] : query.split('&').filter((part) => part !== ''));

function nameOf(part: string): string {
  const equals = part.indexOf('=');
  return decoded(equals === -1 ? part : part.slice(0, equals));
}

/** Of a part of a query. What is not well encoded stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** A header takes visible ASCII only, and a `#` would begin the fragment early; browsers send neither in a query, other clients may. */
const printable = (part: string): string =>
  /^[\x21\x22\x24-\x7e]*$/.test(part)
    ? part
    : part.replaceAll(/[^\x21\x22\x24-\x7e]+/g, (odd) => encodeURIComponent(odd.toWellFormed()));
