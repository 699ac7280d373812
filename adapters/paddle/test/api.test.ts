import { ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { paddleApi } from '../src/api/client.ts';
import { paddleApiServer, type PaddleObject } from './api/server.ts';

const connection = (apiKey: string) => ({ mode: 'test', account: null, credentials: { apiKey } }) as const;

t.test('objects are made, changed and read; what may have been done is not done twice', async (t) => {
  const discounts: PaddleObject[] = [];
  const server = await paddleApiServer(t, { events: [], objects: { '/discounts': discounts } });
  const api = paddleApi(connection(server.key), server.url, 1);
  server.trouble.push({ status: 429, headers: { 'retry-after': '0' } });
  const { fields } = await api.send('POST', '/discounts', { code: 'SARAH10' });
  t.match(await api.send('PATCH', `/discounts/${String(fields['id'])}`, { status: 'archived' }), {
    fields: { code: 'SARAH10', status: 'archived' },
  });
  t.match(await api.list('/discounts', {}), { data: [{ code: 'SARAH10', status: 'archived' }] });

  server.trouble.push({ status: 502 });
  await t.rejects(api.send('POST', '/discounts', { code: 'TWICE' }), { code: 'unavailable' });
  t.equal(discounts.length, 1);
  server.trouble.push({ status: 502 });
  t.match(await api.send('GET', `/discounts/${String(fields['id'])}`), { fields: { code: 'SARAH10' } });
});

t.test('a permission that is missing is told apart from a wrong key', async (t) => {
  const server = await paddleApiServer(t, { events: [] }, { forbidden: ['/discounts'] });
  const code = async (key: string): Promise<string> => {
    const error: unknown = await paddleApi(connection(key), server.url, 1)
      .send('POST', '/discounts', {})
      .catch((thrown: unknown) => thrown);
    return error instanceof ProcessorRefused ? error.code : String(error);
  };
  t.equal(await code(server.key), 'missing_permission');
  t.equal(await code('pdl_sdbx_other'), 'unauthorized');
});
