// A small load client: node load.ts closed <origin> <connections> <seconds> | open <origin> <per second> <seconds>. Prints one line of JSON.
import { connect, type Socket } from 'node:net';

const [mode, origin = '', amount = '', duration = ''] = process.argv.slice(2);
const { hostname, port } = new URL(origin);
const seconds = Number(duration);
const latencies: number[] = [];
let failed = 0;
let sent = 0;

const head =
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n' +
  'Referer: https://blog.example.org/post\r\n\r\n';
const request = (): string =>
  `GET /r/bench-${sent++ % 1000}?utm_source=blog&sub1=a HTTP/1.1\r\nHost: localhost\r\n${head}`;

interface Connection {
  readonly socket: Socket;
  /** When the request on its way was due; undefined: none is. */
  since: number | undefined;
  onAnswer: () => void;
}

function open(): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(connection));
    const connection: Connection = { socket, since: undefined, onAnswer: () => undefined };
    let text = '';
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (!text.endsWith('\r\n\r\n') && !text.includes('\r\n\r\n')) return;
      if (!text.startsWith('HTTP/1.1 302')) failed++;
      text = '';
      if (connection.since !== undefined) latencies.push(performance.now() - connection.since);
      connection.since = undefined;
      connection.onAnswer();
    });
  });
}

function ask(connection: Connection, due: number): void {
  connection.since = due;
  connection.socket.write(request());
}

async function closed(connections: number): Promise<void> {
  const all = await Promise.all(Array.from({ length: connections }, open));
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    all.map(
      (connection) =>
        new Promise<void>((resolve) => {
          connection.onAnswer = () => (performance.now() < until ? ask(connection, performance.now()) : resolve());
          ask(connection, performance.now());
        }),
    ),
  );
  for (const { socket } of all) socket.destroy();
}

/**
 * Requests leave when they are due, however slow the answers are, and are timed from then on: a server that stalls is charged for
 * everybody it keeps waiting.
 */
async function openLoop(perSecond: number): Promise<void> {
  const idle = await Promise.all(Array.from({ length: 256 }, open));
  const all = [...idle];
  const due: number[] = [];
  const start = performance.now();
  const total = perSecond * seconds;
  let planned = 0;
  for (const connection of all) {
    connection.onAnswer = () => {
      const next = due.shift();
      if (next === undefined) idle.push(connection);
      else ask(connection, next);
    };
  }
  while (latencies.length < total) {
    const now = performance.now();
    for (; planned < total && start + (planned * 1000) / perSecond <= now; planned++) {
      const at = start + (planned * 1000) / perSecond;
      const connection = idle.pop();
      if (connection === undefined) due.push(at);
      else ask(connection, at);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const { socket } of all) socket.destroy();
}

await (mode === 'open' ? openLoop(Number(amount)) : closed(Number(amount)));
latencies.sort((a, b) => a - b);
const at = (share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
const answer = {
  requests: latencies.length,
  perSecond: latencies.length / seconds,
  failed,
  p50: at(0.5),
  p99: at(0.99),
};
console.log(JSON.stringify(answer));
