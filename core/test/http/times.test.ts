import * as fc from 'fast-check';
import t from 'tap';
import { createReaders } from '../../src/http/kinds.ts';
import { readTime, utc } from '../../src/http/times.ts';
import { holds } from './support/holds.ts';
import { noon } from './support/server.ts';

const read = (text: string): string => {
  const moment = readTime(text);
  return moment.ok ? utc(moment.at) : moment.wrong;
};

t.test('I4: RFC 3339 with an offset is kept in UTC with milliseconds', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01t12:00:00z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00.5+01:00', '2026-03-01T11:00:00.500Z'],
    ['2026-02-28T23:30:00-02:30', '2026-03-01T02:00:00.000Z'],
    ['2026-03-01T12:00:00.123999999Z', '2026-03-01T12:00:00.123Z'],
    ['2024-02-29T00:00:00-00:00', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z'],
    ['2017-01-01T00:59:60+01:00', '2016-12-31T23:59:59.999Z'],
  ];
  for (const [text, kept] of cases) t.equal(read(text), kept, text);
});

t.test('I4: what is not exactly that is refused', async (t) => {
  const wrong = [
    '2026-03-01T12:00:00',
    '2026-03-01 12:00:00Z',
    '2026-03-01',
    '2026-03-01T12:00Z',
    '2026-03-01T12:00:00+0100',
    '2026-03-01T12:00:00+01',
    '2026-03-01T12:00:00 Z',
    ' 2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00Z\n',
    '2026-03-01T12:00:00,5Z',
    '20260301T120000Z',
    '1772366400',
    '+012026-03-01T12:00:00Z',
    '٢٠٢٦-03-01T12:00:00Z',
    '',
  ];
  for (const text of wrong) t.match(read(text), /^must be RFC 3339/, JSON.stringify(text));
  for (const day of [
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '0099-02-29',
  ]) {
    t.equal(read(`${day}T12:00:00Z`), 'is no day of the calendar', day);
  }
  for (const hour of ['24:00:00Z', '12:60:00Z', '12:00:61Z', '12:00:60Z', '12:00:00+24:00', '12:00:00+01:60']) {
    t.equal(read(`2026-03-01T${hour}`), 'is no time of day', hour);
  }
  t.equal(read('1969-12-31T23:59:59Z'), 'must not be before 1970');
  t.equal(read('0000-01-01T00:00:00Z'), 'is no day of the calendar');
});

t.test('any time of the calendar comes back as the same moment, whatever its offset', async (t) => {
  const moments = fc.integer({ min: 86_400_000, max: Date.UTC(9999, 11, 30) });
  const offsets = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
  await holds(
    t,
    fc.property(moments, offsets, (at, offset) => {
      const local = new Date(at + offset * 60_000).toISOString().slice(0, 23);
      const two = (number: number): string => String(number).padStart(2, '0');
      const size = Math.abs(offset);
      const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
      return read(`${local}${zone}`) === new Date(at).toISOString();
    }),
    20_000,
  );
});

t.test('I4: exactly 300 seconds ahead is taken, a millisecond more is not', async (t) => {
  const { time, instant } = createReaders({ now: () => noon, isCurrency: () => true });
  t.equal(time('2026-03-01T12:05:00.000Z').ok, true);
  t.strictSame(time('2026-03-01T12:05:00.001Z'), {
    ok: false,
    code: 'time_in_future',
    message: 'must not be more than 300 seconds ahead',
  });
  t.equal(instant('2027-03-01T12:05:00.001Z').ok, true, 'what becomes valid may lie ahead');
});
