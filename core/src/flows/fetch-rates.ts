import { Unreadable } from '../contract/adapter.ts';
import type { RateSource } from '../contract/exchange-rates.ts';
import { readRates, type Recorded, recordRates } from '../store/exchange-rates.ts';
import type { Engine } from './engine.ts';

export type Publication = RateSource['publishes'][number]['what'];

/** A history of thirty years has some 2 MB as CSV and 9 MB as XML. */
const mostBytes = 64 * 1024 * 1024;
const patienceMs = 60_000;
const daysOfRecent = 60;

/**
 * Reads a publication and keeps the days that are new. What is stored never changes, so a day that is still to come would end all fetching until
 * then: nothing of such a file is kept.
 *
 * @throws Unreadable
 */
export async function importRates(engine: Engine, source: RateSource, publication: Uint8Array): Promise<Recorded> {
  const days = source.read(publication);
  const tomorrow = dayOf(engine.now().getTime() + dayMs);
  const ahead = days.find(({ day }) => day > tomorrow);
  if (ahead !== undefined) throw new Unreadable('file', `tells rates of ${ahead.day}, which is still to come`);
  return recordRates(engine.store, source.id, days);
}

/**
 * Fetches what a source published, and keeps the days that are new.
 *
 * @param signal ends the download, with an error
 * @throws Error saying what could not be fetched from where
 */
export async function fetchRates(
  engine: Engine,
  source: RateSource,
  what: Publication,
  signal?: AbortSignal,
): Promise<Recorded> {
  const place = source.publishes.find((publication) => publication.what === what) ?? source.publishes.at(-1);
  if (place === undefined) throw new Error(`${source.title} publishes nothing to be fetched: import a file`);
  return importRates(engine, source, await download(place.url, signal));
}

/**
 * Fetches the rates that should be there by now and are not: today's if they may be out, what is missing in between, or all of the last
 * weeks at first. Null where nothing is missing.
 */
export async function fetchMissingRates(
  engine: Engine,
  source: RateSource,
  signal?: AbortSignal,
): Promise<Recorded | null> {
  const tomorrow = dayOf(engine.now().getTime() + dayMs);
  const { newest } = await readRates(engine.store, source.id, tomorrow, tomorrow);
  const expected = source.lastBefore(tomorrow);
  if (newest !== null && newest >= expected) return null;
  return fetchRates(engine, source, scopeOf(source, newest, expected), signal);
}

/** The smallest publication that closes the gap. */
function scopeOf(source: RateSource, newest: string | null, expected: string): Publication {
  if (newest === null) return 'recent';
  if (source.lastBefore(expected) <= newest) return 'latest';
  return Date.parse(expected) - Date.parse(newest) < daysOfRecent * dayMs ? 'recent' : 'history';
}

const dayMs = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

async function download(url: string, stopped?: AbortSignal): Promise<Uint8Array> {
  const failed = (why: string): Error => new Error(`exchange rates could not be fetched from ${url}: ${why}`);
  const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(stopped === undefined ? [] : [stopped])]);
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw failed(error instanceof Error ? causeOf(error) : String(error));
  });
  if (!response.ok || response.body === null) throw failed(`it answers ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > mostBytes) throw failed(`it sends more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const causeOf = ({ message, cause }: Error): string =>
  cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
