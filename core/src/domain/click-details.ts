import { decoded } from './destination.ts';

/** What is kept of a click beside what counts (F4, F11), under the names it is filtered and exported by. */
export type ClickDetails = Readonly<Record<string, unknown>>;

export interface ClickOrigin {
  /** The slug as asked for, aliases included. */
  readonly slug: string;
  /** The query of the link, or of the page the visitor landed on; `utm_*` and `sub1` to `sub5` are kept of it. */
  readonly query: string;
  readonly url?: string | undefined;
  readonly referrer?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly country?: string | undefined;
  /** The visitor asked not to be tracked (A9). */
  readonly optedOut?: boolean;
  /** The campaign asks for consent first, and there was none (A9). */
  readonly unconsented?: boolean;
  /** Given apart from the query; these win. */
  readonly subIds?: Readonly<Record<string, string | undefined>>;
}

const most = { value: 255, referrer: 1024, userAgent: 512, url: 2048, parameters: 20 } as const;
const kept = /^(?:utm_[a-z0-9_]{1,32}|sub[1-5])$/;

/**
 * Puts together what is stored of a click: cleaned of what PostgreSQL cannot hold, each with its cap, nothing that is empty. `via` tells how
 * it came: a visited link, or the brand's server.
 */
export function clickDetails(via: 'link' | 'server', origin: ClickOrigin): ClickDetails {
  const details: Record<string, unknown> = { slug: origin.slug, via };
  if (origin.query !== '') addParameters(details, origin.query);
  if (origin.subIds !== undefined)
    for (const [name, value] of Object.entries(origin.subIds)) add(details, name, value, most.value);
  add(details, 'url', origin.url, most.url);
  add(details, 'referrer', origin.referrer, most.referrer);
  add(details, 'userAgent', origin.userAgent, most.userAgent);
  const country = origin.country?.toUpperCase();
  if (country !== undefined && /^[A-Z][A-Z0-9]$/.test(country)) details['country'] = country;
  if (origin.optedOut) details['privacy'] = true;
  if (origin.unconsented) details['consent'] = false;
  return details;
}

function addParameters(details: Record<string, unknown>, query: string): void {
  let room: number = most.parameters;
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (equals === -1 || room === 0) continue;
    const name = decoded(part.slice(0, equals)).toLowerCase();
    // The first of several wins, as with most readers of queries.
    if (!kept.test(name) || details[name] !== undefined) continue;
    add(details, name, decoded(part.slice(equals + 1)), most.value);
    room--;
  }
}

function add(details: Record<string, unknown>, name: string, value: string | undefined, length: number): void {
  const text = value === undefined ? '' : clean(value, length);
  if (text !== '') details[name] = text;
}

/** PostgreSQL refuses null bytes and lone surrogates, and one bad value would fail a whole batch. */
function clean(text: string, length: number): string {
  const short = text.length > length ? text.slice(0, length) : text;
  return (short.includes('\0') ? short.replaceAll('\0', '') : short).toWellFormed();
}
