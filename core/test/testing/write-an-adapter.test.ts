import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import * as reading from '../../src/contract/reading-and-evidence.ts';

/** The guide names everything that an adapter's author meets: a field that is added to the contract is added to the page. */
const root = path.resolve(import.meta.dirname, '../../..');
const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const page = text('docs/write-an-adapter.md');
const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w.]+/)));
const isNamed = (name: string): boolean => named.has(name) || [...named].some((one) => one.endsWith(`.${name}`));

const contract = ['adapter', 'facts'].map((name) => text(`core/src/contract/${name}.ts`)).join('\n');
const example = text('core/src/testing/delivery-examples.ts');

/** The members of an interface or a type of the contract, its nested ones included. */
function membersOf(source: string, name: string): readonly string[] {
  const [, body = ''] =
    new RegExp(`^export (?:interface|type) ${name}\\b(.*?)(?:^}|;$(?=\\n\\n))`, 'ms').exec(source) ?? [];
  return [...body.matchAll(/^\s+(?:readonly )?(\w+)\??(?::|\()/gm)].map(([, member = '']) => member);
}

t.test('every field of the contract is named', async (t) => {
  const shapes = `Adapter RawDelivery Verification StoredDelivery ConnectionSettings Reading FetchMeans Fetched Capabilities Simulator StoryInput CustomerKeys
    Evidence LineItem PaymentReceived RefundChanged DisputeChanged IdentifiersLinked LeadCaptured EventReported CustomerChanged SubscriptionChanged CouponChanged EvidenceAdded`;
  for (const shape of shapes.split(/\s+/)) {
    const members = membersOf(contract, shape);
    t.ok(members.length > 0, `${shape} was found`);
    for (const member of members) t.ok(isNamed(member), `${shape}.${member} is on the page`);
  }
  for (const member of membersOf(example, 'DeliveryExample').filter((name) => name !== 'name'))
    t.ok(isNamed(member), `DeliveryExample.${member} is on the page`);
});

t.test('every fact, every reason of a refusal and every helper is named', async (t) => {
  for (const [, fact = ''] of contract.matchAll(/readonly type: '([\w.]+)'/g)) t.ok(page.includes(`\`${fact}\``), fact);
  const [, refusals = ''] = /export type Refusal = (.*?);/s.exec(contract) ?? [];
  for (const [, reason = ''] of refusals.matchAll(/'(\w+)'/g)) t.ok(named.has(reason), reason);
  const [, codes = ''] = /class ProcessorRefused extends Error \{.*?readonly code:(.*?);/s.exec(contract) ?? [];
  const known = [...codes.matchAll(/'(\w+)'/g)];
  t.ok(known.length > 5);
  for (const [, code = ''] of known) t.ok(named.has(code), code);
  for (const helper of Object.keys(reading).filter((name) => name !== 'isRecord')) t.ok(named.has(helper), helper);
});

t.test('what it says of failures is what the kit says', async (t) => {
  const kit = fs
    .globSync('core/src/testing/*.ts', { cwd: root })
    .map(text)
    .join('\n')
    .replaceAll(/\$\{[^}]*\}/g, '$');
  const [, table = ''] = /\| It says .*?\n(.*?)\n\n/s.exec(page) ?? [];
  const quoted = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, words = '']) => words);
  t.ok(quoted.length > 8);
  for (const words of quoted) {
    // Numbers and names stand where the kit puts its own.
    const parts = words.split(/…|\d+(?: [A-Z]{3})?|Date\.now\(\)/).map((part) => part.trim());
    for (const part of parts) t.ok(kit.includes(part), `${words}: ${part}`);
  }
});
