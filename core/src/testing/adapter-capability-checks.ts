import assert from 'node:assert/strict';
import type { Fact } from '../contract/facts.ts';
import { type AdapterSubject, storedExample } from './adapter-subject.ts';
import { settingsOf } from './delivery-examples.ts';
import { type KitTest, promise } from './kit-test.ts';
import { assertSame } from './same.ts';

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
    assert.equal(new Set(adapter.events).size, adapter.events.length, 'an event is listed twice in events');
    const shown = new Set(deliveries.map(({ type }) => type));
    const unseen = adapter.events.filter((event) => !shown.has(event));
    assert.equal(
      unseen.length,
      0,
      `no file of test/deliveries has an event of type ${unseen.join(', ')}: add one of each`,
    );
  });

  await promise(t, 'R4: refunds have the one shape it declares', () => {
    const models = new Set(ofType(facts, 'refund.changed').map(({ model }) => model));
    const [shown = 'none at all', ...others] = models;
    const told = `capabilities.refunds is ${capabilities.refunds}, the examples show ${[shown, ...others].join(' and ')}`;
    const mend = "'item' for refunds with an amount of their own, 'total' for a running sum; an adapter uses one";
    assert.ok(shown === capabilities.refunds && others.length === 0, `R4: ${told}: ${mend}`);
  });

  await promise(t, 'R3: disputes are reported as it declares', () => {
    const disputes = ofType(facts, 'dispute.changed');
    const seen = disputes.length > 0 ? 'state disputes' : 'state no dispute';
    assert.equal(
      disputes.length > 0,
      capabilities.disputes !== 'none',
      `R3: capabilities.disputes is ${capabilities.disputes}, and the examples ${seen}`,
    );
    if (capabilities.disputes === 'none') return;
    assert.ok(
      disputes.some(({ withdrawn }) => withdrawn > 0n),
      'R3: no example of a dispute with money withdrawn: its status alone takes nothing back',
    );
    assert.ok(
      disputes.some(({ reinstated, counts }) => reinstated > 0n || counts === 'back'),
      "R3: no example of a dispute with money given back: reinstated, or an object of its own with counts: 'back'",
    );
    assert.ok(
      disputes.some(({ withdrawn }) => withdrawn === 0n),
      'R3: no example of an inquiry, which moves nothing: withdrawn is 0n',
    );
  });

  await promise(t, 'payments carry tax, e-mail and coupons as it declares', () => {
    const payments = ofType(facts, 'payment.received');
    assert.ok(payments.length > 0, 'no file of test/deliveries states a payment.received');
    assert.equal(
      payments.some(({ tax }) => tax !== undefined),
      capabilities.taxOnPayment,
      declared('taxOnPayment', capabilities.taxOnPayment, 'tax'),
    );
    assert.equal(
      payments.some(({ customer }) => customer?.email !== undefined),
      capabilities.emailOnPayment,
      declared('emailOnPayment', capabilities.emailOnPayment, 'customer.email'),
    );
    const coupons = payments.flatMap(({ evidence }) => evidence.coupons ?? []);
    const known = coupons.some(({ code }) => code !== undefined) ? 'code' : coupons.length > 0 ? 'id' : 'none';
    const coupon = `capabilities.couponOnPayment is ${capabilities.couponOnPayment}, the examples of payments show ${known}`;
    assert.equal(known, capabilities.couponOnPayment, coupon);
  });

  await promise(t, 'F144: what erases a person or an account is what it declares, and nothing else does', () => {
    const erasing = examples.flatMap((example, index) => {
      const delivery = deliveries[index];
      if (delivery === undefined || example.unreadable !== undefined) return [];
      const reading = adapter.facts(delivery, settingsOf(example));
      return reading.erases === 'account' || gone(reading.facts).length > 0 ? [delivery.type] : [];
    });
    const shown = [...new Set(erasing)].sort();
    const says = [...(capabilities.erasures ?? [])].sort();
    assertSame(shown, says, 'F144: capabilities.erasures lists the events that erase, and the examples show others');
    for (const { customer, evidence } of gone(facts)) {
      assert.equal(customer.name, undefined, 'whoever is erased is named by an id');
      assert.ok(customer.email === undefined || customer.processorId === undefined, 'an e-mail beside an id');
      assert.deepEqual(evidence, {}, 'an erasure is no evidence');
    }
  });

  await promise(t, 'it can set up if it says so, and only then', () => {
    assert.equal(adapter.setup !== undefined, capabilities.setup, 'capabilities.setup goes with the method setup');
  });

  await promise(t, 'it can backfill if it says so, and only then', () => {
    assert.equal(
      adapter.backfill !== undefined,
      capabilities.backfill,
      'capabilities.backfill goes with the method backfill',
    );
  });

  await promise(t, 'it can mint codes and end them if it says so, and only then', () => {
    assert.equal(
      adapter.mintCode !== undefined,
      capabilities.mintsCodes,
      'capabilities.mintsCodes goes with the method mintCode',
    );
    assert.equal(
      adapter.deactivateCode !== undefined,
      capabilities.mintsCodes,
      'capabilities.mintsCodes goes with the method deactivateCode',
    );
  });
}

const declared = (name: string, is: boolean, field: string): string =>
  `capabilities.${name} is ${String(is)}, and ${is ? 'no example of a payment has' : 'an example of a payment has'} ${field}`;

const gone = (facts: readonly Fact[]) => ofType(facts, 'customer.changed').filter(({ deleted }) => deleted === true);

const ofType = <T extends Fact['type']>(facts: readonly Fact[], type: T): readonly Extract<Fact, { type: T }>[] =>
  facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
