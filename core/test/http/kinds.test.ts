import * as fc from 'fast-check';
import t from 'tap';
import type { Kind } from '../../src/contract/api/values.ts';
import { isCurrency } from '../../src/domain/money.ts';
import { createReaders } from '../../src/http/kinds.ts';
import { holds } from './support/holds.ts';
import { noon } from './support/server.ts';

const readers = createReaders({ now: () => noon, isCurrency });
const read = (kind: Kind, text: string): string | null => {
  const reading = readers[kind](text);
  return reading.ok ? reading.value : null;
};

t.test('M1: currencies are taken in any case and kept upper case', async (t) => {
  t.equal(read('currency', 'usd'), 'USD');
  t.equal(read('currency', 'Jpy'), 'JPY');
  for (const text of ['US', 'USDT', 'XXX', 'EURO', '', 'us ', 'ﬀf', 'ıdr']) t.equal(read('currency', text), null, text);
});

t.test('I5: slugs are kept lower case, 3 to 64, no edge hyphen', async (t) => {
  t.equal(read('slug', 'Jane-Doe'), 'jane-doe');
  t.equal(read('slug', 'a'.repeat(64)), 'a'.repeat(64));
  for (const text of ['ab', '-ab', 'ab-', 'a'.repeat(65), 'jane doe', 'jané', 'a_b', 'a/b', '', 'ſab']) {
    t.equal(read('slug', text), null, text);
  }
});

t.test('I5: codes compare upper case', async (t) => {
  t.equal(read('code', 'jane20'), 'JANE20');
  t.equal(read('code', 'straße'), 'STRASSE');
  for (const text of ['', 'A B', 'A\u0007', 'A'.repeat(101), 'ß'.repeat(51)])
    t.equal(read('code', text), null, JSON.stringify(text));
});

t.test('ids are UUIDs, kept lower case; nothing PostgreSQL would read otherwise', async (t) => {
  const id = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
  t.equal(read('id', id.toUpperCase()), id);
  for (const text of [`{${id}}`, `urn:uuid:${id}`, id.replaceAll('-', ''), `${id} `, '1', "'; drop"])
    t.equal(read('id', text), null, text);
});

t.test('addresses are http or https, absolute, and come out as plain ASCII for a Location header', async (t) => {
  t.equal(read('url', 'https://bücher.example/ü?q=ä#x'), 'https://xn--bcher-kva.example/%C3%BC?q=%C3%A4#x');
  t.equal(read('url', 'HTTP://Example.com'), 'http://example.com/');
  for (const text of [
    'javascript:alert(1)',
    '/pricing',
    'example.com',
    'ftp://x.example',
    'https://',
    'https://a:b@x.example',
    'data:,x',
  ]) {
    t.equal(read('url', text), null, text);
  }
  await holds(
    t,
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
      const url = read('url', text);
      return url === null || /^[\x21-\x7e]+$/.test(url);
    }),
  );
});

t.test('e-mails only need the shape of one; comparing them is the rules’ (A5)', async (t) => {
  t.equal(read('email', ' Jané+x@bücher.example '), 'Jané+x@bücher.example');
  for (const text of ['jane', '@x', 'jane@', 'a b@x.example', 'a@x\n.example'])
    t.equal(read('email', text), null, text);
});
