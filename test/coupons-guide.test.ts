import t from 'tap';
import { openApi } from '../examples/quickstart/src/api.ts';
import { blocksOf, neverPrinted, paste } from './fixtures/guide.ts';
import { recruitJane } from './fixtures/jane.ts';
import { startServer } from './fixtures/running-server.ts';

const server = await startServer(t);

t.test('the examples about coupons work as printed', async (t) => {
  await recruitJane(openApi(server.url, server.liveKey));
  const blocks = blocksOf('docs/coupons.md');
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
  const printed = await paste(commands, { ...server.env, FAIRLEAD: server.url, KEY: server.liveKey });
  for (const { language, text } of blocks) if (language === 'text') t.same(neverPrinted(text, printed), [], text);
  if (!t.passing()) t.comment(printed);
});
