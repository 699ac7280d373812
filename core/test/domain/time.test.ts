import * as fc from 'fast-check';
import t from 'tap';
import { byTime, instant } from '../../src/domain/time.ts';
import { holds } from './property.ts';

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
