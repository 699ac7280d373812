import { randomBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import t from 'tap';
import { holds } from '../domain/property.ts';
import { newClickId, parseClickId, visitorNamed, visitorOf } from '../../src/domain/visitor.ts';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const visitors = fc.uuid({ version: 4 }).map(visitorOf);
const sequences = fc.integer({ min: 0, max: 4095 });

t.test('A3: a click id is a uuidv7 that tells its time and its visitor', async (t) => {
  holds(
    t,
    1_000,
    fc.property(times, visitors, sequences, (at, visitor, sequence) => {
      const id = newClickId(at, visitor, sequence);
      const read = parseClickId(id);
      return (
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id) &&
        read?.id === id &&
        read.at === at &&
        read.visitor === visitor
      );
    }),
  );
});

t.test('ids differ where any part differs, and sort by time', async (t) => {
  holds(
    t,
    1_000,
    fc.property(times, times, visitors, sequences, sequences, (a, b, visitor, one, two) => {
      const first = newClickId(a, visitor, one);
      const second = newClickId(b, visitor, two);
      return (first === second) === (a === b && one === two) && (a === b || first < second === a < b);
    }),
  );
});

t.test('A3: the next click of a browser is made from its cookie alone', async (t) => {
  const first = newClickId(1_760_000_000_000, visitorOf(randomUUID()), 7);
  const next = newClickId(1_760_000_100_000, parseClickId(first)?.visitor ?? '', 8);
  t.equal(visitorOf(next), visitorOf(first));
  t.not(next, first);
});

t.test('nothing but a click id is taken for one', async (t) => {
  t.equal(parseClickId('01890A5D-AC96-774B-BCCE-B302099A8057')?.id, '01890a5d-ac96-774b-bcce-b302099a8057');
  for (const text of [
    undefined,
    '',
    'x',
    '01890a5dac96774bbcceb302099a8057',
    randomUUID(),
    '01890a5d-ac96-774b-ccce-b302099a8057',
    ' 01890a5d-ac96-774b-bcce-b302099a8057',
    '01890a5d-ac96-774b-bcce-b302099a805g',
    '01890a5d-ac96-774b-bcce-b302099a8057\n',
  ])
    t.equal(parseClickId(text), null, JSON.stringify(text));
  holds(
    t,
    1_000,
    fc.property(fc.string({ maxLength: 40 }), (text) => parseClickId(text) === null),
  );
});

t.test('a part that does not fit is refused, since it would name another visitor or time', async (t) => {
  const visitor = visitorOf(randomUUID());
  for (const at of [-1, 1.5, 2 ** 48]) t.throws(() => newClickId(at, visitor, 0), RangeError, String(at));
  for (const other of ['', '0', `0${visitor.slice(1)}`, `c${visitor.slice(1)}`, `${visitor}0`, `A${visitor.slice(1)}`])
    t.throws(() => newClickId(0, other, 0), RangeError, other);
  for (const sequence of [-1, 0.5, 4096])
    t.throws(() => newClickId(0, visitor, sequence), RangeError, String(sequence));
});

t.test('A3: one visitorId is one visitor in one organization, and another in another', async (t) => {
  const [salt, otherSalt] = [randomBytes(32), randomBytes(32)];
  const [acme, other] = [randomUUID(), randomUUID()];
  const visitor = visitorNamed('user-42', acme, salt);
  t.equal(visitorNamed('user-42', acme, salt), visitor);
  t.not(visitorNamed('user-43', acme, salt), visitor);
  t.not(visitorNamed('user-42', other, salt), visitor);
  t.not(visitorNamed('user-42', acme, otherSalt), visitor, 'nobody computes it without the salt');
  t.ok(parseClickId(newClickId(0, visitor, 0)), 'ids are made of it');
});
