import { Type } from '@sinclair/typebox';
import t from 'tap';
import { definePlugin } from '../../src/contract/index.ts';
import { bearer } from '../http/support/server.ts';
import { wholeServer } from '../http/support/whole-server.ts';

const hush = 'hush hush';
const secretive = definePlugin({
  name: 'secretive',
  api: 1,
  version: '1.2.3',
  options: Type.Object(
    {
      apiKey: Type.String(),
      phrase: Type.String({ format: 'secret' }),
      nested: Type.Object({ webhookSecret: Type.String() }),
      days: Type.Integer(),
      mirror: Type.String(),
      either: Type.Union([Type.Literal(false), Type.Object({ phrase: Type.String({ format: 'secret' }) })]),
      phrases: Type.Array(Type.String({ format: 'secret' })),
      byBrand: Type.Record(Type.String(), Type.String({ format: 'secret' })),
    },
    { additionalProperties: false },
  ),
});

const { app, acme, key } = await wholeServer(t, [
  secretive({
    apiKey: hush,
    phrase: hush,
    nested: { webhookSecret: hush },
    days: 5,
    mirror: `https://jane:${hush}@rates.example.com/daily`,
    either: { phrase: hush },
    phrases: [hush],
    byBrand: { acme: hush },
  }),
]);
const get = async (url: string) => app.inject({ url, headers: bearer(key) });

t.test('plugins tell version, what they provide and their options, but no secret', async (t) => {
  const answer = await get('/v1/plugins');
  t.equal(answer.statusCode, 200);
  t.notMatch(answer.body, hush);
  const { data } = answer.json<{ data: { name: string; options: object }[] }>();
  const plugin = (name: string): object | undefined => data.find((one) => one.name === name);
  t.match(plugin('cps'), { api: 1, extensions: [{ kind: 'commission-model', id: 'cps', title: /./ }] });
  t.same((plugin('secretive') as { options: object }).options, {
    apiKey: '••••••••',
    phrase: '••••••••',
    nested: { webhookSecret: '••••••••' },
    days: 5,
    mirror: 'https://••••••••@rates.example.com/daily',
    either: { phrase: '••••••••' },
    phrases: ['••••••••'],
    byBrand: { acme: '••••••••' },
  });
});

t.test('forms of terms are drawn from schemas with their annotations', async (t) => {
  const { campaign, models, strategies, clickModels, refundPolicies } = (await get('/v1/schemas/terms')).json<{
    campaign: object;
    models: { id: string; schema: object; partial: { required?: string[] } }[];
    strategies: object[];
    clickModels: string[];
    refundPolicies: object[];
  }>();
  t.match(campaign, {
    properties: {
      attribution: { properties: { windowDays: { title: 'Attribution window', format: 'days', default: 60 } } },
    },
  });
  const cps = models.find(({ id }) => id === 'cps');
  t.ok(JSON.stringify(cps?.schema).includes('"x-group":'));
  t.ok(JSON.stringify(cps?.schema).includes('"format":"rate"'));
  t.notOk(cps?.partial.required);
  t.match(strategies, [{ id: /./ }]);
  t.ok(clickModels.includes('last_click'), 'A3');
  t.match(refundPolicies, [{ id: 'proportional', title: /./ }]);
  t.match((await get('/v1/schemas/connections')).json(), { adapters: [] });
});

t.test('a change made on what somebody else changed is 409 with both versions, by ETag as by version', async (t) => {
  const url = `/v1/campaigns/${acme.campaign()}`;
  const first = await get(url);
  const { version } = first.json<{ version: number }>();
  t.equal(first.headers.etag, `"${version}"`);
  const change = async (ifMatch: string, payload: object) =>
    app.inject({ method: 'PATCH', url, headers: { ...bearer(key), 'if-match': ifMatch }, payload });
  const changed = await change(`"${version}"`, { name: 'One' });
  t.equal(changed.statusCode, 200);
  t.equal(changed.headers.etag, `"${version + 1}"`);
  const stale = await change(`W/"${version}"`, { name: 'Two' });
  t.match(stale.json(), { status: 409, code: 'stale_version', version: version + 1, given: version });
  t.match((await get(url)).json(), { name: 'One' });
  t.equal((await change('*', { name: 'Three' })).statusCode, 200);
  for (const wrong of ['3', '"x"', '"1", "2"', '']) {
    const { statusCode } = await change(wrong, { name: 'Four' });
    t.equal(statusCode, 400, JSON.stringify(wrong));
  }
  t.equal(
    (await change(`"${version}"`, { name: 'Five', version: version + 2 })).statusCode,
    400,
    'at odds with the body',
  );
  t.match((await get(url)).json(), { name: 'Three' });
});

t.test('F2: what a brand notices of the settings is told, and no secret of them', async (t) => {
  const answer = await get('/v1/server');
  t.same(Object.keys(answer.json<object>()).toSorted(), [
    'clickParameter',
    'consentParameter',
    'cookie',
    'cookieDomain',
    'mail',
    'publicUrl',
    'version',
  ]);
  t.match(answer.json(), { cookie: '_fairlead', cookieDomain: null, mail: false });
});
