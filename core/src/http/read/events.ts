import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { EventData, EventQuery, eventTypes } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { Problem } from '../../contract/errors.ts';
import type { Engine } from '../../flows/engine.ts';
import { type News, startWatch, type Told } from '../../flows/read/watch.ts';

/** A stream ends after this long and its client comes back by itself: a key that was revoked does not go on listening. */
const lifeMs = 300_000;
/** Proxies hang up on what is quiet for a minute. */
const quietMs = 15_000;
/** Who reads more slowly than this much behind is hung up on, and comes back. */
const mostBehind = 256 * 1024;

/** `GET /v1/events`: server-sent events (UI, 10). */
export function events(app: PluginApp, engine: Engine): void {
  const watch = startWatch(engine);
  const open = new Set<() => void>();
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
    watch.stop();
    for (const end of open) end();
  });

  const schema = {
    querystring: EventQuery,
    response: {
      200: {
        description:
          `Server-sent events, seen within two seconds: ${eventTypes.map((type) => `\`${type}\``).join(', ')}, each with the ids to read it by; ` +
          '`beat` when everything up to its `id` was told, at once and every 15 seconds; `reset` when more happened than is told, so that what is ' +
          'shown should be read again. An event may be told twice. Streams end after five minutes; coming back with `Last-Event-ID` within five ' +
          'minutes misses nothing.',
        content: { 'text/event-stream': { schema: { type: 'string' }, examples: examples() } },
      },
    },
    produces: ['text/event-stream'],
    tags: ['Events'],
    summary: 'Be told of clicks, sales, payments and deliveries as they happen',
  };
  app.get('/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    if (stopping) throw new Problem('unavailable', 'The server is stopping.', { retryAfter: 2 });
    const stream = new Readable({ read: () => undefined, highWaterMark: mostBehind });
    const { organizationId, mode } = request.scope;
    let quietSince = Date.now();
    let ended = false;
    const end = (): void => {
      if (!ended) stream.push(null);
      ended = true;
    };
    const write = (text: string): void => {
      if (!ended && !stream.push(text)) end();
    };
    const tell = ({ at, news, more }: Told): void => {
      const seen = mode === 'live' ? news : news.filter((one) => one.mode === 'test');
      const late = Date.now() - quietSince >= quietMs;
      if (seen.length === 0 && !more && !late) return;
      quietSince = Date.now();
      write(frames(at, seen, more) + (late ? beat(at) : ''));
    };
    const leave = await watch.listen(organizationId, tell, lastIdOf(request));
    open.add(end);
    const life = setTimeout(end, lifeMs);
    stream.once('close', () => {
      clearTimeout(life);
      open.delete(end);
      leave();
    });
    // Comes first where nothing was missed: from here on everything is told.
    write(`retry: 1000\n${beat(Date.now())}`);
    if (stopping) end();
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}

const frame = (name: string, at: number, data: object): string =>
  `event: ${name}\nid: ${at}\ndata: ${JSON.stringify(data)}\n\n`;

const beat = (at: number): string => frame('beat', at, { asOf: new Date(at).toISOString() });

const frames = (at: number, news: readonly News[], more: boolean): string =>
  news.map(({ type, id, mode, about }) => frame(type, at, { id, ...about, isTest: mode === 'test' })).join('') +
  (more ? frame('reset', at, {}) : '');

/** @throws Problem `invalid_request` */
function lastIdOf({ headers, query }: FastifyRequest): number | undefined {
  const text = headers['last-event-id'] ?? (query as EventQuery).lastEventId;
  if (text === undefined || text === '') return undefined;
  if (typeof text === 'string' && /^[0-9]{1,15}$/.test(text)) return Number(text);
  const message = 'is not the id of an event of this stream';
  throw new Problem('invalid_request', `In the header: last-event-id ${message}.`, {
    errors: [{ in: 'header', path: '/last-event-id', message }],
  });
}

/** What is no id. */
const examplesOf: Readonly<Record<string, unknown>> = {
  isTest: false,
  state: 'processed',
  asOf: '2026-03-01T12:00:00Z',
  done: 100,
  total: 412,
};

/** One of each, so that their data is documented. */
function examples(): Record<string, object> {
  const id = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
  return Object.fromEntries(
    Object.entries(EventData).map(([name, { properties }]) => {
      const of = (member: string): unknown => (member in examplesOf ? examplesOf[member] : id);
      const data = Object.fromEntries(Object.keys(properties).map((member) => [member, of(member)]));
      return [name, { value: frame(name, 1_772_366_400_000, data) }];
    }),
  );
}
