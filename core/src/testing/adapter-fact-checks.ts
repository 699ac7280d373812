import assert from 'node:assert/strict';
import { type Reading, type StoredDelivery, Unreadable } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { toJson } from '../domain/json.ts';
import { type AdapterSubject, encode, storedExample } from './adapter-subject.ts';
import { type DeliveryExample, settingsOf } from './delivery-examples.ts';
import { assertFact } from './fact-shape.ts';
import { type KitTest, promise } from './kit-test.ts';
import { runPurely } from './purity.ts';
import { assertSame } from './same.ts';
import { assertCode } from './told.ts';

/** PROCESSORS, Conformance 4, 5, 7, 10 and 11: what a delivery states, on the adapter's own examples. */
export async function checkFacts(t: KitTest, subject: AdapterSubject): Promise<void> {
  const { adapter, examples } = subject;
  const readable = examples.filter(({ unreadable }) => unreadable === undefined);
  const read = (example: DeliveryExample, delivery = storedExample(subject, example)): Reading =>
    adapter.facts(delivery, settingsOf(example));

  for (const example of examples) {
    await promise(t, `${example.name}: ${example.about}`, () => {
      if (example.unreadable !== undefined)
        return assertUnreadable(() => read(example), example.unreadable, example.name);
      const { facts, ignored, erases } = read(example);
      const file = `what test/deliveries/${example.name}.json expects`;
      assertSame(toJson(facts), example.facts ?? [], `the facts are not ${file}; amounts are minor units (M1)`);
      assert.equal(ignored, example.ignored, `ignored is ${String(ignored)}, not ${file}: ${String(example.ignored)}`);
      assert.equal(erases, example.erases, `erases is ${String(erases)}, not ${file}: ${String(example.erases)}`);
    });
  }

  await promise(t, 'facts are well-formed, and where there are none it is said why', () => {
    for (const example of readable) {
      const { facts, needs = [], ignored, erases } = read(example);
      facts.forEach(assertFact);
      if (ignored !== undefined) assertCode(ignored, 'ignored');
      const says = facts.length > 0 || needs.length > 0 || ignored !== undefined || erases !== undefined;
      assert.ok(
        says,
        `${example.name}: there are no facts and no reason: say why there are none in ignored, as a code such as no_money`,
      );
      assert.ok(
        needs.length === 0 || adapter.fetch !== undefined,
        `${example.name}: it needs what is to be read, and the adapter has no fetch`,
      );
    }
  });

  await promise(t, 'the same delivery is read the same, without a clock, without chance, on frozen input', () => {
    for (const example of readable) {
      const { body, ...event } = storedExample(subject, example);
      const input = { event, settings: settingsOf(example), text: new TextDecoder().decode(body) };
      runPurely(({ event, settings, text }) => adapter.facts({ ...event, body: encode(text) }, settings), input);
    }
  });

  await promise(t, 'an unknown type of event states nothing, says so, and is not looked into', () => {
    for (const example of examples) {
      const delivery = { ...storedExample(subject, example), type: 'fairlead.of_the_future' };
      const expected = { facts: [], ignored: 'unknown_event' };
      const told = "an event it does not know must answer { facts: [], ignored: 'unknown_event' }";
      assertSame(read(example, delivery), expected, told);
      const empty = reading(() => read(example, { ...delivery, body: encode('') }));
      assertSame(empty, expected, `${told} before its body is parsed`);
    }
  });

  await promise(t, 'fields nobody knows change nothing', () => {
    for (const example of readable) {
      const rewritten = rewrite(storedExample(subject, example), withMoreFields);
      const told = `${example.name}, with x_fairlead added to every object, is read otherwise: read fields by their names alone`;
      assertSame(
        reading(() => read(example, rewritten)),
        read(example),
        told,
      );
    }
  });

  await promise(t, 'a field that is null is a field that is absent', () => {
    for (const example of readable) {
      const rewritten = rewrite(storedExample(subject, example), withoutNulls);
      const told = `${example.name}, without the fields that are null in it, is read otherwise: take null for absent`;
      assertSame(
        reading(() => read(example, rewritten)),
        read(example),
        told,
      );
    }
  });

  await promise(t, 'what a payment is does not depend on which event told it, or when', () => {
    for (const example of readable) {
      const delivery = storedExample(subject, example);
      const later = { ...delivery, eventId: 'evt_another', occurredAt: '2026-12-24T18:00:00.000Z' };
      const [told, again] = [read(example), read(example, later)];
      assertSame(
        lasting(again.facts),
        lasting(told.facts),
        `${example.name}, told by another event at another time: ${byObject}`,
      );
      assertSame(keysOf(again.facts), keysOf(told.facts), `${example.name}, told by another event: ${byObject}`);
    }
  });

  await promise(t, 'a body cut short is unreadable, and throws nothing else', () => {
    for (const example of readable) {
      const { body, ...event } = storedExample(subject, example);
      for (const part of [0, 1, body.length >> 1, body.length - 1]) {
        const delivery = { ...event, body: body.subarray(0, part) };
        if (adapter.events.includes(event.type))
          assertUnreadable(() => read(example, delivery), undefined, `${example.name} cut to ${part} bytes`);
      }
    }
  });
}

const byObject =
  'ids, times and amounts are those of the object, never of the event, else one payment told by two events is two (I2)';

/** An answer, or what was thrown instead, to be shown beside what was expected. */
function reading(read: () => Reading): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

function assertUnreadable(read: () => Reading, path: string | undefined, what: string): void {
  const told = reading(read);
  const mend = 'throw Unreadable(path, …), so that the delivery is set aside rather than guessed at (M1)';
  assert.ok(told instanceof Error, `${what} was read: ${mend}`);
  assert.ok(told instanceof Unreadable, `${what}: it threw something else than Unreadable, ${String(told)}: ${mend}`);
  if (path !== undefined) assert.equal(told.path, path, `${what} is unreadable at ${told.path}, not at ${path}`);
}

/** Statements about a payment, which a later read must make again word for word. Others are dated by their event. */
const lasting = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ type }) =>
    ['payment.received', 'identifiers.linked', 'evidence.added', 'lead.captured'].includes(type),
  );

/** What an object is known by, whatever event tells its state. */
const keysOf = (facts: readonly Fact[]): readonly (readonly unknown[])[] =>
  facts.map((fact) => [fact.type, 'key' in fact ? fact.key : null, 'refs' in fact ? fact.refs : null]);

/** The delivery with its JSON changed; bodies in another format stay as they are. */
function rewrite(delivery: StoredDelivery, change: (json: unknown) => unknown): StoredDelivery {
  const text = new TextDecoder().decode(delivery.body);
  return text.startsWith('{') ? { ...delivery, body: encode(JSON.stringify(change(JSON.parse(text)))) } : delivery;
}

function withMoreFields(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withMoreFields);
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json).map(([name, value]) => [name, withMoreFields(value)] as const);
  return { x_fairlead: { id: 'x_1', amount: 12.5, list: [null, {}] }, ...Object.fromEntries(fields) };
}

function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNulls);
  if (typeof json !== 'object' || json === null) return json;
  const fields = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(fields.map(([name, value]) => [name, withoutNulls(value)]));
}
