import t from 'tap';
import { ProcessorRefused, Unreadable } from '../../src/contract/adapter.ts';

/** An adapter that was installed with a core of its own throws errors of that one. */
const second = (await import(new URL('../../src/contract/adapter.ts?second', import.meta.url).href)) as {
  readonly Unreadable: typeof Unreadable;
  readonly ProcessorRefused: typeof ProcessorRefused;
};

t.test('M1: what another copy of the contract throws is known for what it is', async (t) => {
  t.not(second.Unreadable, Unreadable);
  t.ok(new second.Unreadable('data.amount', 'a digit too many') instanceof Unreadable);
  t.ok(new second.ProcessorRefused('refused', 'no') instanceof ProcessorRefused);
  t.ok(new Unreadable('a', 'b') instanceof second.Unreadable);
  t.notOk(new second.Unreadable('a', 'b') instanceof ProcessorRefused);
  const others: readonly unknown[] = [new Error('other'), null, undefined, 'Unreadable', {}];
  for (const other of others) t.notOk(other instanceof Unreadable);
});
