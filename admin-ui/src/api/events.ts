import { respond } from './client.ts';
import { createEventReader, type StreamEvent } from './event-stream.ts';
import { ApiProblem } from './problem.ts';

export interface Listening {
  readonly onEvent: (event: StreamEvent) => void;
  /** True while the stream is open; while it is not, whoever listens asks from time to time. */
  readonly onLive: (live: boolean) => void;
}

const longestPause = 30_000;

/**
 * Listens to `GET /v1/events` until `signal` ends it; a stream that breaks is opened again behind the last event. Not by EventSource, which
 * cannot name the organization. A server without the route is not asked again.
 */
export async function listen({ onEvent, onLive }: Listening, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  let pause = 1000;
  while (!signal.aborted) {
    try {
      const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) };
      const { body } = await respond('/v1/events', { headers, signal });
      onLive(true);
      pause = 1000;
      await read(body, (event) => {
        last = event.id ?? last;
        onEvent(event);
      });
    } catch (error) {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429) {
        onLive(false);
        return;
      }
    }
    onLive(false);
    await sleep(pause, signal);
    pause = Math.min(pause * 2, longestPause);
  }
}

async function read(body: ReadableStream<Uint8Array> | null, onEvent: (event: StreamEvent) => void): Promise<void> {
  if (body === null) return;
  const take = createEventReader(onEvent);
  const pieces = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) take(piece.value);
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
