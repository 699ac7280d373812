import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { SaleBody } from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import type { HttpSettings } from '../../src/contract/http-settings.ts';
import { keyRing, testServer } from './support/server.ts';

const keys = keyRing();
const key = keys.add();
let gate = Promise.resolve();
const received: unknown[] = [];
const areas: Areas = {
  redirects: (app) => void app.get('/r/:slug', async () => ({})),
  tracking: (app) => {
    app.post('/sales', { schema: { body: SaleBody } }, async ({ body }) => {
      await gate;
      return body;
    });
  },
  hooks: (app) => {
    app.post('/:connection', async ({ body }) => {
      received.push(body);
      return {};
    });
  },
};

async function listening(t: Test, settings: Partial<HttpSettings> = {}) {
  const http = await testServer(t, { findKey: keys.findKey, areas, settings });
  await http.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = http.app.server.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    t.teardown(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  return { ...http, open };
}

/** Everything until the server closes. */
async function rest(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => void (text += chunk.toString()));
  await once(socket, 'close');
  return text;
}

async function talk(open: () => Promise<Socket>, bytes: string | Buffer): Promise<{ status: number; body: string }> {
  const socket = await open();
  const answer = rest(socket);
  socket.write(bytes);
  const text = await answer;
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]),
    body: text.split('\r\n\r\n').slice(1).join('\r\n\r\n'),
  };
}

const head = (extra: readonly string[] = []): string =>
  [
    'POST /v1/sales HTTP/1.1',
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    ...extra,
    '',
    '',
  ].join('\r\n');

t.test('what is no HTTP is a problem document too', async (t) => {
  const { open } = await listening(t);
  for (const [bytes, status, code] of [
    ['hello\r\n\r\n', 400, 'invalid_request'],
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'invalid_request'],
    ['GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n', 400, 'invalid_request'],
    ['GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'invalid_request'],
    ['BREW /r/jane HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'invalid_request'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    [
      'POST /v1/sales HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'invalid_request',
    ],
    ['POST /v1/sales HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400, 'invalid_request'],
  ] as const) {
    const { status: got, body } = await talk(open, bytes);
    t.equal(got, status, JSON.stringify(bytes.slice(0, 40)));
    t.match(JSON.parse(body), { status, code, type: `/problems/${code}` });
  }
});

t.test('a body larger than the limit is refused by its length, and when it has none', async (t) => {
  const { open } = await listening(t);
  const declared = await talk(open, head(['Content-Length: 999999999']));
  t.match([declared.status, JSON.parse(declared.body)], [413, { code: 'body_too_large' }]);
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
  const chunked = await talk(open, head(['Transfer-Encoding: chunked']) + chunk.repeat(12));
  t.equal(chunked.status, 413);
});

t.test('bytes that are no UTF-8 are refused, split ones are joined', async (t) => {
  const { open } = await listening(t);
  const body = Buffer.from('{"externalEventId":"ünï","amount":1,"currency":"EUR"}');
  const cut = await talk(
    open,
    Buffer.concat([Buffer.from(head([`Content-Length: ${body.length - 1}`])), body.subarray(0, 21), body.subarray(22)]),
  );
  t.match([cut.status, JSON.parse(cut.body)], [400, { code: 'malformed_json' }]);

  const socket = await open();
  const answer = rest(socket);
  socket.setNoDelay(true);
  socket.write(head([`Content-Length: ${body.length}`]));
  for (const byte of body) {
    socket.write(Buffer.from([byte]));
    await sleep(1);
  }
  t.match(await answer, /ünï/);
});

t.test('a client that does not finish is let go: headers, then body', async (t) => {
  const { open } = await listening(t, { headersTimeout: 0.2, requestTimeout: 0.4 });
  for (const start of ['GET /r/jane HTTP/1.1\r\nHost: x\r\n', head(['Content-Length: 100'])]) {
    const began = Date.now();
    const { status, body } = await talk(open, start);
    t.equal(status, 408);
    t.match(JSON.parse(body), { code: 'request_timeout' });
    t.ok(Date.now() - began < 3000);
  }
});

t.test('a client that hangs up within its body harms nobody', async (t) => {
  const { open, app } = await listening(t);
  for (let number = 0; number < 20; number++) {
    const socket = await open();
    socket.write(`${head(['Content-Length: 1000'])}{"externalEventId":`);
    await sleep(2);
    if (number % 2 === 0) socket.destroy();
    else socket.resetAndDestroy();
  }
  await sleep(50);
  t.equal((await app.inject('/r/jane')).statusCode, 200);
});

t.test('deliveries arrive as the very bytes that were sent, whatever their type', async (t) => {
  const { open } = await listening(t);
  const body = Buffer.from([0, 255, 0x7b, 0x22, 0xc3, 0x28, 10]);
  for (const type of ['Content-Type: application/json\r\n', 'Content-Type: text/plain\r\n', '']) {
    received.length = 0;
    const { status } = await talk(
      open,
      Buffer.concat([
        Buffer.from(
          `POST /hooks/c1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${type}Content-Length: ${body.length}\r\n\r\n`,
        ),
        body,
      ]),
    );
    t.equal(status, 200);
    t.strictSame(received, [body]);
  }
});

t.test('at most so many sockets', async (t) => {
  const { open } = await listening(t, { maxConnections: 2 });
  const [first] = [await open(), await open()];
  const third = await open();
  await once(third, 'close');
  first.write('GET /r/jane HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  t.match(await rest(first), /^HTTP\/1\.1 200/);
});

t.test('a stop answers what has begun, takes nothing new and leaves no socket open', async (t) => {
  const { open, stop } = await listening(t);
  const body = '{"externalEventId":"o","amount":1,"currency":"EUR"}';
  let release = (): void => undefined;
  gate = new Promise((resolve) => void (release = resolve));
  const idle = await open();
  const socket = await open();
  const answer = rest(socket);
  socket.write(head([`Content-Length: ${body.length}`]).replace('Connection: close\r\n', '') + body);
  await sleep(50);
  const stopped = stop();
  await once(idle, 'close');
  await t.rejects(open(), { code: 'ECONNREFUSED' });
  release();
  const began = Date.now();
  t.match(await answer, /^HTTP\/1\.1 200/);
  await stopped;
  t.ok(Date.now() - began < 2000, 'though the client keeps its connection');
  await stop();
  gate = Promise.resolve();
});

t.test('a stop does not wait for ever', async (t) => {
  const { open, stop } = await listening(t, { stopTimeout: 0.1 });
  gate = new Promise(() => undefined);
  const body = '{"externalEventId":"o","amount":1,"currency":"EUR"}';
  const socket = await open();
  socket.write(head([`Content-Length: ${body.length}`]) + body);
  await sleep(50);
  const began = Date.now();
  await Promise.all([stop(), once(socket, 'close')]);
  t.ok(Date.now() - began < 2000);
  gate = Promise.resolve();
});
