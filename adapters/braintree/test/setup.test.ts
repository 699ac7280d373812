import t from 'tap';
import type { Gateway } from '../src/backfill.ts';
import { braintreeAdapter } from '../src/index.ts';

const url = 'https://go.example.com/hooks/1';
const credentials = { merchantId: 'acme', publicKey: 'publickey0000001', privateKey: 'privatekey1' };

t.test('F49: the keys are checked, and the steps of the Control Panel are told with address and kinds', async (t) => {
  let searches = 0;
  const gateway = (failure?: Error): Gateway => ({
    transaction: {
      search: () => {
        searches++;
        if (failure !== undefined) throw failure;
        return (async function* () {})();
      },
    },
    dispute: { search: () => (async function* () {})() },
  });
  const run = async (given: Partial<typeof credentials>, failure?: Error) =>
    braintreeAdapter({}, async () => gateway(failure)).setup?.(
      { mode: 'live', account: null, credentials: given },
      { url, dryRun: false },
    );
  t.match(await run(credentials), {
    steps: [
      { state: 'already' },
      { state: 'by_hand', what: /https:\/\/go\.example\.com\/hooks\/1/ },
      { state: 'by_hand', what: /subscription_charged_successfully.*dispute_opened/ },
      { state: 'by_hand', what: /Check URL/ },
    ],
  });
  t.equal(searches, 1);
  await t.rejects(run({ ...credentials, privateKey: '' }), { code: 'no_api_key' });
  await t.rejects(run(credentials, Object.assign(new Error('no'), { type: 'authenticationError' })), {
    code: 'unauthorized',
  });
});
