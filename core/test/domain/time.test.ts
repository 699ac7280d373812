import * as fc from 'fast-check';
import t from 'tap';
import { millisecondsOf, timeOf } from '../../src/contract/instants.ts';
import { byTime, instant } from '../../src/domain/time.ts';
import { holds } from './property.ts';

t.test('times are read and written as Date does it', async (t) => {
  const milliseconds = fc.oneof(
    fc.integer({ min: -1_000, max: 4_102_444_800_000 }),
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_900_000 }),
  );
  holds(
    t,
    5_000,
    fc.property(milliseconds, (at) => {
      const written = new Date(at).toISOString();
      return timeOf(at) === written && millisecondsOf(written) === at;
    }),
  );
  const parts = ['0000', '1600', '1999', '2000', '2024', '2026', '2100', '20x6', '-026'];
  const two = [
    '00',
    '01',
    '02',
    '03',
    '11',
    '12',
    '13',
    '23',
    '24',
    '28',
    '29',
    '30',
    '31',
    '32',
    '59',
    '60',
    '6 ',
    ' 6',
    '+6',
  ];
  const written = fc
    .tuple(fc.constantFrom(...parts), fc.array(fc.constantFrom(...two), { minLength: 5, maxLength: 5 }))
    .chain(([year, [month, date, hour, minute, second]]) =>
      fc.constantFrom(
        `${year}-${month}-${date}T${hour}:${minute}:${second}.000Z`,
        `${year}-${month}-${date}T${hour}:${minute}:${second}.0x0Z`,
        `${year}-${month}-${date} ${hour}:${minute}:${second}.000Z`,
        `${year}-${month}-${date}t${hour}:${minute}:${second}.000z`,
        `${year}-${month}-${date}T${hour}:${minute}:${second}Z`,
        `${year}-${month}-${date}T${hour}:${minute}+${second}:00`,
      ),
    );
  holds(
    t,
    10_000,
    fc.property(written, (time) => Object.is(millisecondsOf(time), Date.parse(time))),
  );
  t.throws(() => timeOf(Number.NaN), RangeError);
});

t.test('times are in the order of their instants, however they are written', async (t) => {
  const shapes = [
    (time: string) => time,
    (time: string) => time.replace('.000Z', 'Z'),
    (time: string) => time.replace('Z', '+00:00'),
    (time: string) => time.toLowerCase(),
    (time: string) => new Date(Date.parse(time) + 7_200_000).toISOString().replace('Z', '+02:00'),
  ];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(...shapes))
    .map(([halfSeconds, shaped]) => shaped(new Date(1_772_366_395_000 + halfSeconds * 500).toISOString()));
  holds(
    t,
    2_000,
    fc.property(time, time, (a, b) => Math.sign(byTime(a, b)) === Math.sign(instant(a) - instant(b))),
  );
});
