import { type RateDay, Unreadable } from '@fairlead/core/plugin';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';

/** A publication of the European Central Bank, daily or historic, as XML or CSV. @throws Unreadable */
export function read(publication: Uint8Array): readonly RateDay[] {
  const text = new TextDecoder().decode(publication).trimStart();
  if (text.startsWith('PK')) throw new Unreadable('file', 'is a zip: unpack it, and give the file within');
  const days = text.startsWith('<') ? readXml(text) : readCsv(text);
  if (days.length === 0) throw new Unreadable('file', 'holds no rates');
  return days;
}

/** `Date,USD,JPY,…` with a row a day; N/A where a currency was not published. */
function readCsv(text: string): readonly RateDay[] {
  let rows: string[][];
  try {
    rows = parse(text, { trim: true, relaxColumnCount: true, skipEmptyLines: true });
  } catch (error) {
    throw new Unreadable('file', `is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [head = [], ...body] = rows;
  if (head[0] !== 'Date') throw new Unreadable('line 1', 'does not begin with Date: give a file of reference rates');
  return body.map((row, index) => {
    const place = `line ${index + 2}`;
    const rates = head.slice(1).flatMap((currency, column): [string, string][] => {
      const value = row[column + 1] ?? '';
      return currency === '' || value === '' || value === 'N/A' ? [] : [[currency, value]];
    });
    return { day: dayOf(row[0] ?? '', place), rates: checked(rates, place) };
  });
}

interface Cube {
  readonly time?: string;
  readonly currency?: string;
  readonly rate?: string;
  readonly Cube?: readonly Cube[];
}

/** `<Cube time="…"><Cube currency="USD" rate="1.1684"/>…</Cube>`. */
function readXml(text: string): readonly RateDay[] {
  let document: Record<string, { Cube?: readonly Cube[] } | undefined>;
  try {
    document = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      removeNSPrefix: true,
      parseAttributeValue: false,
      processEntities: false,
      isArray: (name) => name === 'Cube',
    }).parse(text, true) as typeof document;
  } catch (error) {
    throw new Unreadable('file', `is no XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const days = document['Envelope']?.Cube?.flatMap(({ Cube: cubes }) => cubes ?? []) ?? [];
  return days.map(({ time = '', Cube: cubes }, index) => {
    const place = `day ${index + 1}`;
    const rates = (cubes ?? []).map(({ currency = '', rate = '' }): [string, string] => [currency, rate]);
    return { day: dayOf(time, place), rates: checked(rates, place) };
  });
}

/** The daily CSV writes `20 November 2026`. */
function dayOf(text: string, place: string): string {
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : wordy(text);
  const time = iso === undefined ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  // `Date.parse` takes 30 February for a day of March.
  if (iso === undefined || Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso))
    throw new Unreadable(place, `'${text}' is no day such as 2026-11-20`);
  return iso;
}

function wordy(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text) ?? [];
  const number = months.indexOf(month.slice(0, 3)) + 1;
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function checked(rates: readonly [string, string][], place: string): RateDay['rates'] {
  for (const [currency, rate] of rates) {
    if (!/^[A-Z]{3}$/.test(currency)) throw new Unreadable(place, `'${currency}' is no currency code`);
    if (!/^\d{1,9}(\.\d{1,12})?$/.test(rate) || !/[1-9]/.test(rate)) {
      throw new Unreadable(place, `'${rate}' of ${currency} is no rate: a plain decimal above 0`);
    }
  }
  return Object.fromEntries(rates);
}
