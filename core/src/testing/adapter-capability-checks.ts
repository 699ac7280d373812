import assert from 'node:assert/strict';
import type { Fact } from '../contract/facts.ts';
import { type AdapterSubject, storedExample } from './adapter-subject.ts';
import { settingsOf } from './delivery-examples.ts';
import { type KitTest, promise } from './kit-test.ts';

/** PROCESSORS, Conformance 13: what an adapter says of itself is what its examples show, no less and no more. */
export async function checkCapabilities(t: KitTest, subject: AdapterSubject): Promise<void> {
  const { adapter, examples } = subject;
  const deliveries = examples.map((example) => storedExample(subject, example));
  const facts = examples.flatMap((example, index) => {
    const delivery = deliveries[index];
    return delivery === undefined || example.unreadable !== undefined
      ? []
      : adapter.facts(delivery, settingsOf(example)).facts;
  });
  const { capabilities } = adapter;

  await promise(t, 'every event it understands has an example', () => {
    assert.equal(new Set(adapter.events).size, adapter.events.length, 'an event is listed twice');
    const shown = new Set(deliveries.map(({ type }) => type));
    assert.deepEqual(
      adapter.events.filter((event) => !shown.has(event)),
      [],
      'events without an example',
    );
  });

  await promise(t, 'R4: refunds have the one shape it declares', () => {
    const models = new Set(ofType(facts, 'refund.changed').map(({ model }) => model));
    assert.deepEqual([...models], [capabilities.refunds]);
  });

  await promise(t, 'R3: disputes are reported as it declares', () => {
    const disputes = ofType(facts, 'dispute.changed');
    assert.equal(disputes.length > 0, capabilities.disputes !== 'none', `declared ${capabilities.disputes}`);
    if (capabilities.disputes === 'none') return;
    assert.ok(
      disputes.some(({ withdrawn }) => withdrawn > 0n),
      'no example of money withdrawn',
    );
    assert.ok(
      disputes.some(({ reinstated, counts }) => reinstated > 0n || counts === 'back'),
      'no example of money given back',
    );
    assert.ok(
      disputes.some(({ withdrawn }) => withdrawn === 0n),
      'no example of an inquiry, which moves nothing',
    );
  });

  await promise(t, 'payments carry tax, e-mail and coupons as it declares', () => {
    const payments = ofType(facts, 'payment.received');
    assert.ok(payments.length > 0, 'no example of a payment');
    assert.equal(
      payments.some(({ tax }) => tax !== undefined),
      capabilities.taxOnPayment,
      'taxOnPayment',
    );
    assert.equal(
      payments.some(({ customer }) => customer?.email !== undefined),
      capabilities.emailOnPayment,
      'emailOnPayment',
    );
    const coupons = payments.flatMap(({ evidence }) => evidence.coupons ?? []);
    const known = coupons.some(({ code }) => code !== undefined) ? 'code' : coupons.length > 0 ? 'id' : 'none';
    assert.equal(known, capabilities.couponOnPayment, 'couponOnPayment');
  });

  await promise(t, 'F144: what erases a person or an account is what it declares, and nothing else does', () => {
    const erasing = examples.flatMap((example, index) => {
      const delivery = deliveries[index];
      if (delivery === undefined || example.unreadable !== undefined) return [];
      const reading = adapter.facts(delivery, settingsOf(example));
      return reading.erases === 'account' || gone(reading.facts).length > 0 ? [delivery.type] : [];
    });
    assert.deepEqual([...new Set(erasing)].sort(), [...(capabilities.erasures ?? [])].sort(), 'erasures');
    for (const { customer, evidence } of gone(facts)) {
      assert.equal(customer.name, undefined, 'whoever is erased is named by an id');
      assert.ok(customer.email === undefined || customer.processorId === undefined, 'an e-mail beside an id');
      assert.deepEqual(evidence, {}, 'an erasure is no evidence');
    }
  });

  await promise(t, 'it can backfill if it says so, and only then', () => {
    assert.equal(adapter.backfill !== undefined, capabilities.backfill, 'backfill');
  });

  await promise(t, 'it can mint codes and end them if it says so, and only then', () => {
    assert.equal(adapter.mintCode !== undefined, capabilities.mintsCodes, 'mintCode');
    assert.equal(adapter.deactivateCode !== undefined, capabilities.mintsCodes, 'deactivateCode');
  });
}

const gone = (facts: readonly Fact[]) => ofType(facts, 'customer.changed').filter(({ deleted }) => deleted === true);

const ofType = <T extends Fact['type']>(facts: readonly Fact[], type: T): readonly Extract<Fact, { type: T }>[] =>
  facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
