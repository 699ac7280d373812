import t from 'tap';
import { blocksOf, neverPrinted, paste } from './fixtures/guide.ts';
import { startServer } from './fixtures/running-server.ts';

const five = blocksOf('README.md', '## Five minutes: a sale, credited and partly refunded');

t.test("the README's five minutes work as printed", async (t) => {
  const server = await startServer(t);
  const commands = five
    .filter(({ language }) => language === 'sh')
    .map(({ text }) =>
      text.replace('http://localhost:4400', server.url).replace('KEY=fl_live_…', `KEY=${server.liveKey}`),
    );
  t.ok(commands.length >= 8, 'the blocks were found');
  const printed = await paste(commands, server.env);
  for (const { language, text } of five) {
    if (language === 'text') t.same(neverPrinted(text, printed), [], text);
  }
  if (!t.passing()) t.comment(printed);
});
