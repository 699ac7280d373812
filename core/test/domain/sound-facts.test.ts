import t from 'tap';
import type { Fact } from '../../src/contract/facts.ts';
import { findUnsound } from '../../src/domain/sound-facts.ts';
import { disputed, paid, refunded } from '../../src/testing/facts.ts';

const sound: readonly Fact[] = [
  paid('in', { tax: 0n, customer: { name: 'Zoë 😀', email: 'b@x.test' }, evidence: { slugs: ['jane'] } }),
  paid('free', { amount: 0n }),
  // A credit for unused time.
  paid('in2', { items: [{ quantity: 1, amount: -500n }] }),
  refunded('re', 'in', 100n),
  disputed('dp', 'in', 100n),
];

t.test('what processors state as usual is sound', async (t) => t.equal(findUnsound(sound), null));

for (const [about, fact, path] of [
  ['money received below zero', paid('in', { amount: -1n }), 'facts[1].amount'],
  ['a total below zero', paid('in', { total: -1n }), 'facts[1].total'],
  ['a refund below zero', refunded('re', 'in', -1n), 'facts[1].amount'],
  ['a dispute below zero', disputed('dp', 'in', -1n), 'facts[1].amount'],
  ['an amount nobody can count', paid('in', { amount: 2n ** 63n }), 'facts[1].amount'],
  ['a NUL in a name', paid('in', { customer: { name: 'a\0b' } }), 'facts[1].customer.name'],
  ['half a character in an id', paid('in', { refs: ['pi', '\ud800'] }), 'facts[1].refs[1]'],
] as const) {
  t.test(`${about} is told with its place`, async (t) => {
    t.match(findUnsound([paid('first'), fact]), { path });
  });
}
