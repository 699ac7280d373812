import t from 'tap';
import { pennywhistleAdapter } from '../src/index.ts';
import { gathered, standIn } from './stand-in.ts';

const span = [new Date('2026-03-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')] as const;
const credentials = { apiKey: 'pwk_1' };
const account = (given: object) => ({ mode: 'live', account: null, credentials: given }) as const;

t.test('a code is read from the API, once it is needed', async (t) => {
  const api = await standIn(t, 'pwk_1');
  api.codes = { code_1: { id: 'code_1', code: 'ALICE20', active: true } };
  const adapter = pennywhistleAdapter({ apiUrl: api.url });
  const means = { credentials, signal: AbortSignal.timeout(5000) };
  const read = await adapter.fetch?.({ kind: 'code', id: 'code_1' }, means);
  t.ok(read);
  if (!read) return;
  const { facts } = adapter.facts({ eventId: 'evt_1 → code:code_1', ...read }, { aliases: noAliases });
  t.match(facts, [{ type: 'coupon.changed', code: 'ALICE20', codeId: 'code_1', active: true }]);

  t.equal(await adapter.fetch?.({ kind: 'code', id: 'code_2' }, means), null, 'one that is gone');
  t.equal(await adapter.fetch?.({ kind: 'code', id: 'code_1' }, { ...means, credentials: {} }), null, 'without a key');
});

t.test('asked to slow down it waits; what it cannot mend it names', async (t) => {
  const api = await standIn(t, 'pwk_1');
  const { backfill } = pennywhistleAdapter({ apiUrl: api.url });
  const failing = async (given: object) => {
    try {
      await gathered(backfill?.(account(given), ...span));
      return 'nothing';
    } catch (error) {
      return (error as { readonly code?: string }).code;
    }
  };
  api.troubles = [429, 429];
  t.equal(await failing(credentials), 'nothing');
  t.equal(api.asked.length, 3);
  t.equal(await failing({}), 'no_api_key');
  t.equal(await failing({ apiKey: 'pwk_2' }), 'unauthorized');
  api.troubles = [503];
  t.equal(await failing(credentials), 'unavailable');
  api.troubles = [429, 429, 429, 429, 429];
  t.equal(await failing(credentials), 'rate_limited');
});

const noAliases = { click: [], customer: [], campaign: [] };
