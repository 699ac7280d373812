import assert from 'node:assert/strict';
import { type Reading, type StoredDelivery, Unreadable } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { toJson } from '../domain/json.ts';
import { type AdapterSubject, encode, storedExample } from './adapter-subject.ts';
import { type DeliveryExample, settingsOf } from './delivery-examples.ts';
import { assertFact } from './fact-shape.ts';
import { type KitTest, promise } from './kit-test.ts';
import { runPurely } from './purity.ts';
import { assertCode } from './told.ts';

/** PROCESSORS, Conformance 4, 5, 7, 10 and 11: what a delivery states, on the adapter's own examples. */
export async function checkFacts(t: KitTest, subject: AdapterSubject): Promise<void> {
  const { adapter, examples } = subject;
  const readable = examples.filter(({ unreadable }) => unreadable === undefined);
  const read = (example: DeliveryExample, delivery = storedExample(subject, example)): Reading =>
    adapter.facts(delivery, settingsOf(example));

  for (const example of examples) {
    await promise(t, `${example.name}: ${example.about}`, () => {
      if (example.unreadable !== undefined) return assertUnreadable(() => read(example), example.unreadable);
      const { facts, ignored, erases } = read(example);
      assert.deepEqual(toJson(facts), example.facts ?? []);
      assert.equal(ignored, example.ignored);
      assert.equal(erases, example.erases);
    });
  }

  await promise(t, 'facts are well-formed, and where there are none it is said why', () => {
    for (const example of readable) {
      const { facts, needs = [], ignored, erases } = read(example);
      facts.forEach(assertFact);
      if (ignored !== undefined) assertCode(ignored, 'ignored');
      const says = facts.length > 0 || needs.length > 0 || ignored !== undefined || erases !== undefined;
      assert.ok(says, `${example.name}: no facts and no reason`);
      assert.ok(needs.length === 0 || adapter.fetch !== undefined, `${example.name}: needs what no 'fetch' can read`);
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
      assert.deepEqual(read(example, delivery), { facts: [], ignored: 'unknown_event' });
      assert.deepEqual(read(example, { ...delivery, body: encode('') }), { facts: [], ignored: 'unknown_event' });
    }
  });

  await promise(t, 'fields nobody knows change nothing', () => {
    for (const example of readable) {
      const rewritten = rewrite(storedExample(subject, example), withMoreFields);
      assert.deepEqual(read(example, rewritten), read(example), example.name);
    }
  });

  await promise(t, 'a field that is null is a field that is absent', () => {
    for (const example of readable) {
      const rewritten = rewrite(storedExample(subject, example), withoutNulls);
      assert.deepEqual(read(example, rewritten), read(example), example.name);
    }
  });

  await promise(t, 'what a payment is does not depend on which event told it, or when', () => {
    for (const example of readable) {
      const delivery = storedExample(subject, example);
      const later = { ...delivery, eventId: 'evt_another', occurredAt: '2026-12-24T18:00:00.000Z' };
      assert.deepEqual(lasting(read(example, later).facts), lasting(read(example).facts), example.name);
    }
  });

  await promise(t, 'a body cut short is unreadable, and throws nothing else', () => {
    for (const example of readable) {
      const { body, ...event } = storedExample(subject, example);
      for (const part of [0, 1, body.length >> 1, body.length - 1]) {
        const delivery = { ...event, body: body.subarray(0, part) };
        if (adapter.events.includes(event.type)) assertUnreadable(() => read(example, delivery));
      }
    }
  });
}

function assertUnreadable(read: () => unknown, path?: string): void {
  assert.throws(read, (error) => {
    assert.ok(error instanceof Unreadable, `it threw something else than Unreadable: ${String(error)}`);
    if (path !== undefined) assert.equal(error.path, path);
    assert.ok(error.message.startsWith(`${error.path}: `));
    return true;
  });
}

/** Statements about a payment, which a later read must make again word for word. Others are dated by their event. */
const lasting = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ type }) =>
    ['payment.received', 'identifiers.linked', 'evidence.added', 'lead.captured'].includes(type),
  );

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
