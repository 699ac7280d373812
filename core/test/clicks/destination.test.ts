import * as fc from 'fast-check';
import t from 'tap';
import { holds } from '../domain/property.ts';
import { addressOf, parseDestination } from '../../src/domain/destination.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';

function lead(stored: string, incoming: string, clickId: string | null = id): string {
  const destination = parseDestination(stored, 'fl_click');
  if (destination === null) throw new Error(`no destination: ${stored}`);
  return addressOf(destination, incoming, 'fl_click', clickId);
}

t.test(
  'F1, F4: own query first, then what the visitor brings, then the click id; the fragment stays last',
  async (t) => {
    t.equal(lead('https://shop.test', ''), `https://shop.test/?fl_click=${id}`);
    t.equal(lead('https://shop.test/a?x=1#part', 'y=2'), `https://shop.test/a?x=1&y=2&fl_click=${id}#part`);
    t.equal(lead('https://shop.test/a#part', ''), `https://shop.test/a?fl_click=${id}#part`);
    t.equal(lead('https://shop.test/a?x=1', 'y=2', null), 'https://shop.test/a?x=1&y=2');
    t.equal(lead('https://shop.test/a', '', null), 'https://shop.test/a');
  },
);

t.test("F4: on a clash the destination's own value stays, however the name is written", async (t) => {
  t.equal(lead('https://shop.test/?plan=pro', 'plan=free&a=1'), `https://shop.test/?plan=pro&a=1&fl_click=${id}`);
  t.equal(lead('https://shop.test/?plan=pro', 'pl%61n=free'), `https://shop.test/?plan=pro&fl_click=${id}`);
  t.equal(lead('https://shop.test/?my+name=a', 'my%20name=b'), `https://shop.test/?my+name=a&fl_click=${id}`);
  t.equal(lead('https://shop.test/?plan', 'plan=free'), `https://shop.test/?plan&fl_click=${id}`);
});

t.test('the click id is ours: neither the visitor nor the stored address has a say in it', async (t) => {
  t.equal(
    lead('https://shop.test/?fl_click=old&a=1', 'fl_click=forged&b=2'),
    `https://shop.test/?a=1&b=2&fl_click=${id}`,
  );
  t.equal(lead('https://shop.test/', 'fl%5Fclick=forged'), `https://shop.test/?fl_click=${id}`);
});

t.test('values pass as they came, badly encoded ones too', async (t) => {
  t.equal(
    lead('https://shop.test/', 'q=%zz&e=%E2%82%AC&p=a+b&&'),
    `https://shop.test/?q=%zz&e=%E2%82%AC&p=a+b&fl_click=${id}`,
  );
  t.equal(lead('https://shop.test/', 'q=é b'), `https://shop.test/?q=%C3%A9%20b&fl_click=${id}`);
  t.equal(lead('https://shop.test/', 'a#b'), `https://shop.test/?a%23b&fl_click=${id}`, 'it cannot hide the click id');
});

t.test('only absolute http and https addresses lead anywhere', async (t) => {
  for (const stored of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.test',
    '/path',
    'ftp://x.test/',
    'shop.test',
    '',
  ])
    t.equal(parseDestination(stored, 'fl_click'), null, stored);
});

t.test(
  'no open redirect: whatever a visitor sends, host and path are the stored ones, and it is one header line',
  async () => {
    holds(
      t,
      1_000,
      fc.property(fc.oneof(fc.string(), fc.webQueryParameters(), fc.string({ unit: 'binary' })), (incoming) => {
        const address = lead('https://shop.test/path?own=1#end', incoming.replaceAll('#', ''));
        const url = new URL(address);
        return (
          url.origin === 'https://shop.test' &&
          url.pathname === '/path' &&
          url.hash === '#end' &&
          url.searchParams.getAll('own').join() === '1' &&
          url.searchParams.getAll('fl_click').join() === id &&
          /^[\x21-\x7e]+$/.test(address)
        );
      }),
    );
  },
);
