import { exchangeRatesKit } from '@fairlead/core/testing';
import t from 'tap';
import { isPublishing, lastBefore } from '../src/target-days.ts';
import { ecb } from '../src/source.ts';

const source = ecb('https://rates.example');
const xml = (...days: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${days.join('')}</Cube>
</gesmes:Envelope>`;
const friday =
  '<Cube time="2026-04-10"><Cube currency="USD" rate="1.1711"/><Cube currency="GBP" rate="0.87105"/></Cube>';
const monday = "<Cube time='2026-04-13'><Cube currency='USD' rate='1.1684'/></Cube>";
const fridays = { day: '2026-04-10', rates: { USD: '1.1711', GBP: '0.87105' } };
const mondays = { day: '2026-04-13', rates: { USD: '1.1684' } };

t.test('kit', async (t) =>
  exchangeRatesKit(t, source, {
    publications: [
      { body: xml(monday), days: [mondays] },
      { body: xml(monday, friday), days: [mondays, fridays] },
      {
        body: 'Date,USD,JPY,BGN,\n2026-04-13,1.1684,186.75,N/A,\n2026-04-10,1.1711,186.43,1.95580,\n',
        days: [
          { day: '2026-04-13', rates: { USD: '1.1684', JPY: '186.75' } },
          { day: '2026-04-10', rates: { USD: '1.1711', JPY: '186.43', BGN: '1.95580' } },
        ],
      },
      {
        body: 'Date, USD, JPY, \n13 April 2026, 1.1684, 186.75, \n',
        days: [{ day: '2026-04-13', rates: { USD: '1.1684', JPY: '186.75' } }],
      },
    ],
    refused: [
      '',
      'PK\u0003\u0004zip',
      'day;rate',
      'Date,USD\n2026-13-45,1.1\n',
      'Date,USD\n2026-04-13,-1\n',
      'Date,USD\n2026-04-13,0.000\n',
      'Date,USD\n2026-04-13,1.1e3\n',
      'Date,usd\n2026-04-13,1.1\n',
      '<html><body>Sorry</body></html>',
      '<Envelope><Cube>',
      xml('<Cube time="yesterday"><Cube currency="USD" rate="1"/></Cube>'),
      xml('<Cube time="2026-04-13"><Cube currency="USD" rate="NaN"/></Cube>'),
    ],
  }),
);

t.test('X2: it publishes on working days, but not on the closing days of TARGET', async (t) => {
  const closed = [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-12-25',
    '2027-12-26',
    '2024-03-29',
    '2024-04-01',
    '2026-11-21',
  ];
  for (const day of closed) t.notOk(isPublishing(day), day);
  for (const day of ['2026-04-02', '2026-04-07', '2026-12-24', '2026-12-28', '2026-11-20'])
    t.ok(isPublishing(day), day);
  t.equal(lastBefore('2026-04-07'), '2026-04-02', 'over Easter');
  t.equal(lastBefore('2026-11-20'), '2026-11-19', 'never the day itself');
});

t.test('a bomb of entities is not expanded', async (t) => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>${xml('<Cube time="2026-04-13"><Cube currency="USD" rate="&b;"/></Cube>').slice(39)}`;
  t.throws(() => source.read(new TextEncoder().encode(bomb)));
});
