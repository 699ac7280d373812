import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import {
  ClickBody,
  EventBody,
  LeadBody,
  RefundBody,
  SaleBody,
  type MadeApiKey,
} from '../core/src/contract/api/index.ts';
import { openApi } from '../examples/quickstart/src/api.ts';
import { temporaryFolder } from '../core/test/fixtures/data-folder.ts';
import { blocksOf, neverPrinted, paste } from './fixtures/guide.ts';
import { recruitJane } from './fixtures/jane.ts';
import { root, startServer } from './fixtures/running-server.ts';

const page = 'docs/tracking.md';
const signing = blocksOf(page, '## Signing');
const isSigning = ({ text }: { readonly text: string }): boolean => signing.some((block) => block.text === text);
const told = blocksOf(page).filter((block) => !isSigning(block));

const server = await startServer(t);
const api = openApi(server.url, server.liveKey);

t.before(() => recruitJane(api));

t.test('the examples of the guide work as printed', async (t) => {
  const commands = told.filter(({ language }) => language === 'sh').map(({ text }) => text);
  t.ok(commands.length >= 10, 'the blocks were found');
  const printed = await paste(commands, { ...server.env, FAIRLEAD: server.url, KEY: server.liveKey });
  for (const { language, text } of told) if (language === 'text') t.same(neverPrinted(text, printed), [], text);
  if (!t.passing()) t.comment(printed);
});

t.test('I3: the signed examples are taken, in every language this machine speaks', async (t) => {
  const key = await api.post<MadeApiKey>('/v1/api-keys', { name: 'Signed', scopes: ['track'], signed: true });
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true }));
  const env = { ...server.env, FAIRLEAD: server.url, SIGNED_KEY: key.key, SECRET: key.signingSecret ?? '' };
  const speaks = (command: string): boolean => spawnSync(command, ['--version'], { env: server.env }).status === 0;
  for (const { language, text } of signing) {
    const [command, needs] = interpreters[language] ?? ['', ''];
    if (!speaks(needs)) {
      t.not(language, 'js', `${language}: this machine does not speak it`);
      continue;
    }
    const file = path.join(folder, `example.${language === 'js' ? 'mjs' : language}`);
    fs.writeFileSync(file, text);
    const { stdout, stderr } = spawnSync(command, [file], { env, encoding: 'utf8' });
    t.match(stdout, /"externalEventId": ?"signed_\w+".*"credited": ?true/, `${language}: ${stderr}`);
  }
});

/** What runs an example, and what has to be there for it. */
const interpreters: Readonly<Record<string, readonly [command: string, needs: string]>> = {
  js: [process.execPath, process.execPath],
  sh: ['sh', 'openssl'],
  python: ['python3', 'python3'],
  php: ['php', 'php'],
};

t.test('the tables name every field there is, and no other', async (t) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const bodies = {
    Clicks: ClickBody,
    Leads: LeadBody,
    Events: EventBody,
    Sales: SaleBody,
    'Refunds and chargebacks': RefundBody,
  };
  for (const [heading, { properties }] of Object.entries(bodies)) {
    const [, section = ''] = text.split(`\n## ${heading}\n`, 2);
    const [, table = ''] = /^\| Field .*\n\|[ |-]+\n((?:\|.*\n)+)/m.exec(section) ?? [];
    const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    t.same(inOrder(named), inOrder(Object.keys(properties)), heading);
  }
});

const inOrder = (names: readonly string[]): readonly string[] => names.toSorted((a, b) => a.localeCompare(b));
