import assert from 'node:assert/strict';
import type { StoredDelivery, Verification } from '../contract/adapter.ts';
import {
  type AdapterSubject,
  arrival,
  assertAccepted,
  assertRefused,
  encode,
  storedExample,
  verified,
} from './adapter-subject.ts';
import { bodyOf, type DeliveryExample, settingsOf } from './delivery-examples.ts';
import { assertMoment } from './fact-shape.ts';
import { type KitTest, promise } from './kit-test.ts';

const overRawBytes = 'check the signature over the raw bytes of delivery.body, never over parsed or written JSON';
const emptyOnes = "leave out secrets that are empty: secret.trim() === ''";

/** PROCESSORS, Conformance 1–3 and the first half of 11: only what the processor really sent gets in, and a refusal says why. */
export async function checkSignatures(t: KitTest, subject: AdapterSubject): Promise<void> {
  const { adapter, secret, nextSecret, sign, seal } = subject;
  const examples = subject.examples.toSorted((a, b) => bodyOf(a).length - bodyOf(b).length);
  const [shortest] = examples;
  assert.ok(shortest);
  const longest = examples.at(-1) ?? shortest;
  const body = bodyOf(shortest);
  const beside = shortest.headers;
  /** The signature is within the body (`Simulator.seal`), so that there is no header of it. */
  const sealed = seal(body, secret, arrival) !== body;
  const genuine = sign(body, secret, arrival);
  const signing = Object.keys(genuine).filter((name) => genuine[name] !== sign(body, nextSecret, arrival)[name]);

  await promise(t, 'every delivery that is signed is accepted, with its id, type and time', () => {
    for (const each of examples) {
      const verification = verified(subject, bodyOf(each), { beside: each.headers });
      assertAccepted(verification, `${each.name}, rightly signed,`);
      const { eventId, type, occurredAt } = verification;
      assert.ok(
        eventId !== '',
        `${each.name}: eventId is empty; where the processor has none, make one of the content`,
      );
      assert.ok(type !== '', `${each.name}: the type is empty`);
      assertMoment(occurredAt, `${each.name}: occurredAt`);
    }
  });

  await promise(t, 'one changed byte of the body, each of them once, is refused', () => {
    const reasons = sealed ? (['bad_signature', 'missing_signature'] as const) : (['bad_signature'] as const);
    for (const each of [shortest, longest]) {
      const bytes = encode(seal(bodyOf(each), secret, arrival));
      for (const index of bytes.keys()) {
        const received = flipped(bytes, index);
        const verification = verified(subject, bodyOf(each), { received, beside: each.headers });
        if (sealed && verification.ok) assertUnchanged(subject, each, verification, received, index);
        else assertRefused(verification, reasons, `${each.name} with byte ${index} changed`, overRawBytes);
      }
      for (const received of [bytes.subarray(0, -1), new Uint8Array([...bytes, 10]), new Uint8Array()]) {
        const what = `${received.length} of ${bytes.length} bytes`;
        assertRefused(verified(subject, bodyOf(each), { received, beside: each.headers }), reasons, what, overRawBytes);
      }
    }
  });

  await promise(t, 'one changed byte of the signature, each of them once, is refused without a throw', () => {
    for (const name of signing) {
      for (const index of encode(genuine[name] ?? '').keys()) {
        const changed = new TextDecoder().decode(flipped(encode(genuine[name] ?? ''), index));
        const headers = { ...beside, ...genuine, [name]: changed };
        assertRefused(
          verified(subject, body, { headers }),
          ['bad_signature', 'missing_signature', 'stale', 'from_future'],
          `${name}: ${changed}`,
        );
      }
    }
  });

  await promise(t, 'an absent, empty or senseless signature is refused', () => {
    const plain = Object.entries({ ...beside, ...genuine });
    const without = Object.fromEntries(plain.filter(([name]) => !signing.includes(name)));
    if (sealed) {
      const plainly = (text: string) => verified(subject, body, { received: encode(text), headers: without });
      assertRefused(plainly(''), ['missing_signature'], 'nothing at all');
      assertRefused(plainly(body), ['missing_signature', 'bad_signature'], 'a body that is not sealed');
      return;
    }
    assertRefused(verified(subject, body, { headers: {} }), ['missing_signature'], 'no header at all');
    assertRefused(verified(subject, body, { headers: without }), ['missing_signature'], 'no signature header');
    for (const nonsense of ['', ' ', ',', '=', 'nonsense', '\u0000', 'ä'.repeat(5000)]) {
      const headers = { ...without, ...Object.fromEntries(signing.map((name) => [name, nonsense])) };
      assertRefused(
        verified(subject, body, { headers }),
        ['missing_signature', 'bad_signature'],
        JSON.stringify(nonsense),
      );
    }
  });

  await promise(t, 'another secret is refused, and without a secret nothing is accepted', () => {
    const given = (different: Parameters<typeof verified>[2]) => verified(subject, body, { beside, ...different });
    assertRefused(given({ secrets: [nextSecret] }), ['bad_signature'], 'another secret');
    assertRefused(given({ secrets: [`${secret}x`] }), ['bad_signature'], 'a longer secret');
    assertRefused(given({ secrets: [] }), ['no_secret'], 'a delivery to a connection without a secret');
    for (const empty of ['', ' ']) {
      const headers = { ...beside, ...sign(body, empty, arrival) };
      const received = encode(seal(body, empty, arrival));
      assertRefused(
        given({ secrets: [empty], headers, received }),
        ['no_secret'],
        'one signed with an empty secret',
        emptyOnes,
      );
      assertRefused(
        given({ secrets: [secret, empty], headers, received }),
        ['bad_signature'],
        'one signed with an empty secret beside a good one',
        emptyOnes,
      );
    }
  });

  await promise(t, 'while a secret is rolled, deliveries signed with either are accepted', () => {
    for (const secrets of [
      [secret, nextSecret],
      [nextSecret, secret],
    ]) {
      for (const used of secrets) {
        const headers = { ...beside, ...sign(body, used, arrival) };
        const received = encode(seal(body, used, arrival));
        const which = `a delivery signed with the ${used === secrets[0] ? 'first' : 'second'} of two secrets`;
        const verification = verified(subject, body, { secrets, headers, received });
        assertAccepted(verification, `${which} (while one is rolled, any of them may match: compare with each)`);
      }
    }
  });

  await promise(t, 'its age decides at the very second its capabilities name, or they name none', () => {
    const { timestamped, toleranceSeconds } = adapter.capabilities.webhooks;
    assert.equal(
      timestamped,
      toleranceSeconds !== null,
      'capabilities.webhooks: timestamped goes with toleranceSeconds, and null with a scheme that signs no time',
    );
    const at = (seconds: number) =>
      verified(subject, body, { beside, now: new Date(arrival.getTime() + seconds * 1000) });
    if (toleranceSeconds === null) return assertAccepted(at(10 * 86_400), 'a delivery without a time, days later');
    const declared = `toleranceSeconds of ${toleranceSeconds} that capabilities.webhooks declares`;
    const compare = `compare the signed time with now, either way, by the ${declared}`;
    assertAccepted(at(toleranceSeconds), `a delivery just as old as the ${declared}`);
    assertAccepted(at(-toleranceSeconds), `a delivery just as far ahead as the ${declared}`);
    assertRefused(at(toleranceSeconds + 1), ['stale'], 'a delivery one second too old', compare);
    assertRefused(at(-toleranceSeconds - 1), ['from_future'], 'a delivery one second too far ahead', compare);
  });

  await promise(
    t,
    'the raw bytes are what is signed: the same JSON written otherwise is refused, and UTF-8 passes',
    () => {
      for (const example of examples.filter((one) => isJson(bodyOf(one)))) {
        const [each, { headers: beside }] = [bodyOf(example), example];
        const again = JSON.stringify(JSON.parse(each));
        assert.notEqual(again, each);
        const received = encode(again);
        const verification = verified(subject, each, { received, beside });
        assertRefused(
          verification,
          sealed ? ['missing_signature', 'bad_signature'] : ['bad_signature'],
          `${example.name} as JSON written otherwise`,
          overRawBytes,
        );
        const spoken = JSON.stringify({ ...(JSON.parse(each) as object), x_fairlead: 'Zoë 東京 🎉' });
        assertAccepted(verified(subject, spoken, { beside }), 'a body with UTF-8');
      }
    },
  );

  await promise(t, 'a body that is signed and senseless is refused as malformed', () => {
    for (const senseless of ['', 'null', '[]', '"text"', '{}', '{"id":', '\u0000']) {
      assertRefused(
        verified(subject, senseless, { beside }),
        ['malformed'],
        `a signed body of ${JSON.stringify(senseless) || 'nothing'}`,
      );
    }
  });
}

/** A seal may be written in two ways (`%2b`, `%2B`): what is accepted then must be, to the letter, what was sealed. */
function assertUnchanged(
  subject: AdapterSubject,
  example: DeliveryExample,
  verification: Verification & { ok: true },
  received: Uint8Array,
  index: number,
): void {
  const genuine = storedExample(subject, example);
  const { eventId, type, occurredAt } = verification;
  const changed = { eventId, type, occurredAt, body: received };
  assert.deepEqual({ ...changed, body: genuine.body }, genuine, `byte ${index} changed, and the event with it`);
  const read = (delivery: StoredDelivery) =>
    example.unreadable === undefined ? subject.adapter.facts(delivery, settingsOf(example)) : undefined;
  assert.deepEqual(read(changed), read(genuine), `byte ${index} changed, and the facts with it`);
}

function flipped(bytes: Uint8Array, index: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  // Bits of ASCII only, so that a changed header is still text.
  changed[index] = (changed[index] ?? 0) ^ (1 << (index % 7));
  return changed;
}

function isJson(body: string): boolean {
  return body.startsWith('{');
}
