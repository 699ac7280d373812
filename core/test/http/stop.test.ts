import t from 'tap';
import { createHttp } from '../../src/http/server.ts';
import { memoryReplays } from './support/memory-replays.ts';

t.test('what was opened last is closed first, after the last answer', async (t) => {
  const order: string[] = [];
  const begun = Promise.withResolvers<void>();
  const closing = (name: string) => async (): Promise<void> => void order.push(name);
  const { app, stop } = await createHttp({
    logger: false,
    version: '0.0.0',
    findKey: async () => null,
    replays: memoryReplays(Date.now),
    checkReadiness: async () => ({}),
    isCurrency: () => true,
    areas: {
      redirects: (app) => {
        app.addHook('onClose', closing('store'));
        app.addHook('onClose', closing('clicks'));
        app.get('/r/:slug', async () => {
          begun.resolve();
          await new Promise((resolve) => setTimeout(resolve, 100));
          order.push('answer');
          return {};
        });
      },
    },
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = fetch(`${address}/r/jane`);
  await begun.promise;
  await Promise.all([stop(), stop()]);
  t.equal((await answer).status, 200);
  t.strictSame(order, ['answer', 'clicks', 'store']);
});

t.test('while it drains it still answers, but not to balancers', async (t) => {
  const { app, stop } = await createHttp({
    logger: false,
    version: '0.0.0',
    settings: { drainSeconds: 0.3 },
    findKey: async () => null,
    replays: memoryReplays(Date.now),
    checkReadiness: async () => ({}),
    isCurrency: () => true,
    areas: {},
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const status = async (path: string): Promise<number> => (await fetch(address + path)).status;
  t.strictSame([await status('/readyz'), await status('/healthz')], [200, 200]);
  const stopped = stop();
  t.strictSame([await status('/readyz'), await status('/healthz')], [503, 200]);
  await stopped;
});
