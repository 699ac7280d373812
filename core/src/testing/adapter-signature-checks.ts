import assert from 'node:assert/strict';
import { type AdapterSubject, arrival, assertAccepted, assertRefused, encode, verified } from './adapter-subject.ts';
import { bodyOf } from './delivery-examples.ts';
import { type KitTest, promise } from './kit-test.ts';

/** PROCESSORS, Conformance 1–3 and the first half of 11: only what the processor really sent gets in, and a refusal says why. */
export async function checkSignatures(t: KitTest, subject: AdapterSubject): Promise<void> {
  const { adapter, secret, nextSecret, sign } = subject;
  const bodies = subject.examples.map(bodyOf).sort((a, b) => a.length - b.length);
  const [body = ''] = bodies;
  const longest = bodies.at(-1) ?? body;
  const genuine = sign(body, secret, arrival);
  const signing = Object.keys(genuine).filter((name) => genuine[name] !== sign(body, nextSecret, arrival)[name]);

  await promise(t, 'every delivery that is signed is accepted, with its id, type and time', () => {
    for (const each of bodies) {
      const verification = verified(subject, each);
      assertAccepted(verification, 'a signed delivery');
      assert.ok(verification.eventId !== '' && verification.type !== '');
      assert.equal(new Date(verification.occurredAt).toISOString(), verification.occurredAt);
    }
  });

  await promise(t, 'one changed byte of the body, each of them once, is refused', () => {
    for (const each of [body, longest]) {
      const bytes = encode(each);
      for (const index of bytes.keys()) {
        const received = flipped(bytes, index);
        assertRefused(verified(subject, each, { received }), ['bad_signature'], `byte ${index} changed`);
      }
      for (const received of [bytes.subarray(0, -1), new Uint8Array([...bytes, 10]), new Uint8Array()]) {
        const what = `${received.length} of ${bytes.length} bytes`;
        assertRefused(verified(subject, each, { received }), ['bad_signature'], what);
      }
    }
  });

  await promise(t, 'one changed byte of the signature, each of them once, is refused without a throw', () => {
    for (const name of signing) {
      for (const index of encode(genuine[name] ?? '').keys()) {
        const changed = new TextDecoder().decode(flipped(encode(genuine[name] ?? ''), index));
        const headers = { ...genuine, [name]: changed };
        assertRefused(
          verified(subject, body, { headers }),
          ['bad_signature', 'missing_signature', 'stale', 'from_future'],
          `${name}: ${changed}`,
        );
      }
    }
  });

  await promise(t, 'an absent, empty or senseless signature is refused', () => {
    const without = Object.fromEntries(Object.entries(genuine).filter(([name]) => !signing.includes(name)));
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
    assertRefused(verified(subject, body, { secrets: [nextSecret] }), ['bad_signature'], 'another secret');
    assertRefused(verified(subject, body, { secrets: [`${secret}x`] }), ['bad_signature'], 'a longer secret');
    assertRefused(verified(subject, body, { secrets: [] }), ['no_secret'], 'no secret');
    for (const empty of ['', ' ']) {
      const headers = sign(body, empty, arrival);
      assertRefused(verified(subject, body, { secrets: [empty], headers }), ['no_secret'], 'an empty secret');
      assertRefused(
        verified(subject, body, { secrets: [secret, empty], headers }),
        ['bad_signature'],
        'one empty secret',
      );
    }
  });

  await promise(t, 'while a secret is rolled, deliveries signed with either are accepted', () => {
    for (const secrets of [
      [secret, nextSecret],
      [nextSecret, secret],
    ]) {
      for (const used of secrets) {
        assertAccepted(verified(subject, body, { secrets, headers: sign(body, used, arrival) }), 'one of two secrets');
      }
    }
  });

  await promise(t, 'its age decides at the very second its capabilities name, or they name none', () => {
    const { timestamped, toleranceSeconds } = adapter.capabilities.webhooks;
    assert.equal(timestamped, toleranceSeconds !== null, 'a tolerance goes with a timestamp, and none without');
    const at = (seconds: number) => verified(subject, body, { now: new Date(arrival.getTime() + seconds * 1000) });
    if (toleranceSeconds === null) return assertAccepted(at(10 * 86_400), 'a delivery without a time, days later');
    assertAccepted(at(toleranceSeconds), 'a delivery at the end of its tolerance');
    assertAccepted(at(-toleranceSeconds), 'a delivery as far ahead as is tolerated');
    assertRefused(at(toleranceSeconds + 1), ['stale'], 'a delivery one second too old');
    assertRefused(at(-toleranceSeconds - 1), ['from_future'], 'a delivery one second too far ahead');
  });

  await promise(
    t,
    'the raw bytes are what is signed: the same JSON written otherwise is refused, and UTF-8 passes',
    () => {
      for (const each of bodies.filter(isJson)) {
        const again = JSON.stringify(JSON.parse(each));
        assert.notEqual(again, each);
        assertRefused(verified(subject, each, { received: encode(again) }), ['bad_signature'], 're-serialised JSON');
        const spoken = JSON.stringify({ ...(JSON.parse(each) as object), x_fairlead: 'Zoë 東京 🎉' });
        assertAccepted(verified(subject, spoken), 'a body with UTF-8');
      }
    },
  );

  await promise(t, 'a body that is signed and senseless is refused as malformed', () => {
    for (const senseless of ['', 'null', '[]', '"text"', '{}', '{"id":', '\u0000']) {
      assertRefused(verified(subject, senseless), ['malformed'], JSON.stringify(senseless));
    }
  });
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
