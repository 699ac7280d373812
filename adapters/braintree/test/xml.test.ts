import t from 'tap';
import { parseXml, toObject } from '../src/xml.ts';

const read = (xml: string): unknown => toObject(parseXml(xml));

t.test('objects, lists, types, nothing and texts, as the SDK hands them out', async (t) => {
  t.same(
    read(`<a>
      <currency-iso-code>EUR</currency-iso-code><n type="integer">12</n><yes type="boolean">true</yes><no type='boolean'>false</no>
      <none nil="true"></none><gone nil="true"/><empty></empty><list type="array"><i><x>1</x></i><i><x>2</x></i></list><bare type="array"/>
      <my_field>Zoë &amp; S&#246;hne &#x1F389; &lt;b&gt; &quot;&apos;</my_field>
    </a>`),
    {
      currencyIsoCode: 'EUR',
      n: '12',
      yes: true,
      no: false,
      none: null,
      gone: null,
      empty: '',
      list: [{ x: '1' }, { x: '2' }],
      bare: [],
      myField: 'Zoë & Söhne 🎉 <b> "\'',
    },
  );
});

t.test('bombs and doors to the outside are not XML to us', async (t) => {
  const bombs = {
    'a billion laughs': '<!DOCTYPE n [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><n>&b;</n>',
    'a file': '<!DOCTYPE n [<!ENTITY f SYSTEM "file:///etc/passwd">]><n>&f;</n>',
    'a bare document type': '<!DOCTYPE n><n/>',
    'an entity that was never declared': '<n>&b;</n>',
    'an entity without end': '<n>a & b</n>',
    CDATA: '<n><![CDATA[x]]></n>',
    'an instruction': '<n><?php echo 1 ?></n>',
    'nothing, by number': '<n>&#0;</n>',
    'half a letter': '<n>&#xD800;</n>',
    'too deep': '<n>'.repeat(30) + '</n>'.repeat(30),
    'too many': `<n>${'<i/>'.repeat(50_001)}</n>`,
    'too long': `<n>${' '.repeat(1_048_576)}</n>`,
  };
  for (const [what, xml] of Object.entries(bombs)) t.throws(() => parseXml(xml), { name: 'NotXml' }, what);
});

t.test('what is cut short, crossed, doubled or no XML at all is refused, soon', async (t) => {
  for (const xml of [
    '',
    'x',
    '<',
    '<a',
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a/>x',
    '<a b=c/>',
    '<a b="<"/>',
    '<1/>',
    '{}',
  ]) {
    t.throws(() => parseXml(xml), { name: 'NotXml' }, xml);
  }
  for (const long of [
    '<'.repeat(200_000),
    '<a '.repeat(200_000),
    `<a ${'b="c" '.repeat(100_000)}`,
    '&'.repeat(200_000),
  ]) {
    t.throws(() => parseXml(long), { name: 'NotXml' });
    t.throws(() => parseXml(`<a>${long}`), { name: 'NotXml' });
  }
});
