import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Type } from '@sinclair/typebox';
import type { Test } from 'tap';
import { type Adapter, defineAdapter, type Need, Unreadable } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { definePlugin } from '../../src/contract/index.ts';
import { toJson } from '../../src/domain/json.ts';
import { factsAdapter } from '../../src/testing/facts-adapter.ts';
import { noon } from '../../src/testing/facts.ts';

/** The API of a processor: real HTTP, with what it answers and what it was asked. */
export interface Api {
  readonly url: string;
  /** `<kind>/<id> <authorization>`, in order. */
  readonly asked: string[];
  /** By `<kind>/<id>`: facts and further needs, or a status. */
  readonly answers: Map<string, { readonly facts?: readonly Fact[]; readonly needs?: readonly Need[] } | number>;
}

export async function startApi(t: Test): Promise<Api> {
  const asked: string[] = [];
  const answers: Api['answers'] = new Map();
  const server = createServer(({ url = '', headers }: IncomingMessage, response) => {
    asked.push(`${url.slice(1)} ${headers.authorization}`);
    const answer = answers.get(url.slice(1)) ?? 404;
    if (typeof answer === 'number') return response.writeHead(answer).end();
    const facts = (answer.facts ?? []).map((fact) => toJson(fact));
    return response.end(JSON.stringify({ ...answer, facts, id: 'answer', type: 'facts', occurredAt: noon }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, answers };
}

const credentials = Type.Object({ secret: Type.String(), apiKey: Type.String({ default: '' }) });

/** As `factsAdapter`, whose deliveries may name `needs` too; they are read from the API at `apiUrl`. */
const askingAdapter = (apiUrl: string) =>
  defineAdapter({
    ...(factsAdapter as unknown as Adapter<typeof credentials>),
    id: 'asking',
    credentials,
    facts(delivery, settings) {
      const reading = factsAdapter.facts(delivery, settings);
      const { needs = [] } = JSON.parse(Buffer.from(delivery.body).toString()) as { needs?: readonly Need[] };
      return { ...reading, needs };
    },
    async fetch({ kind, id }, { credentials: { apiKey }, signal }) {
      const headers = { authorization: `Bearer ${apiKey}` };
      const response = await fetch(`${apiUrl}/${kind}/${id}`, { headers, signal });
      if (response.status === 404) return null;
      if (response.status === 422) throw new Unreadable('/id', `${id} is no id`);
      if (!response.ok) throw new Error(`${response.status} from the processor`);
      return { type: 'facts', occurredAt: noon, body: Buffer.from(await response.arrayBuffer()) };
    },
  });

export const askingProcessor = definePlugin({
  name: 'asking',
  api: 1,
  version: '1.0.0',
  options: Type.Object({ apiUrl: Type.String() }, { additionalProperties: false }),
  provides: ({ apiUrl }) => [{ kind: 'adapter', adapter: askingAdapter(apiUrl) as unknown as Adapter }],
});
