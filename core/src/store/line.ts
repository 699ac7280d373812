import type { Writable } from 'node:stream';
import type pg from 'pg';
import { createMessages, type Messages } from './messages.ts';

/** Prepared once per connection, under its name; another text under the same name takes its place. Without a name, each time. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What was done, and to how many rows: `INSERT 0 1`, `COMMIT`. */
  readonly command: string;
}

/**
 * One connection, as the streams use it. What is asked in one turn of the event loop travels as one message and is answered as one: a system
 * call costs as much as a small query. Where one of them fails, those after it in the same message are not run, and fail with it.
 */
export interface Line {
  ask(statement: Statement, values: readonly unknown[]): Promise<Answer>;
  /** Gives the connection back, to be used again unless it failed or still owes an answer. What is asked from then on is refused. */
  release(error?: Error): void;
}

/** Takes lines from a pool. What was prepared on a connection is remembered as long as it lives. */
export function createLines(pool: pg.Pool): () => Promise<Line> {
  const known = new WeakMap<pg.PoolClient, Talk>();
  return async () => {
    const client = await pool.connect();
    let talk = known.get(client);
    if (talk === undefined) known.set(client, (talk = { client, prepared: new Map(), messages: createMessages() }));
    return lineOf(talk);
  };
}

/** What lasts as long as the connection. */
interface Talk {
  readonly client: pg.PoolClient;
  /** By their names. */
  readonly prepared: Map<string, Prepared>;
  readonly messages: Messages;
}

interface Prepared {
  readonly text: string;
  /** Of what it answers with. */
  columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

function lineOf(talk: Talk): Line {
  const { client } = talk;
  let gathering: Asked[] = [];
  let waiting = false;
  let released = false;
  let broken: Error | undefined;
  const lost = (error: Error): void => void (broken = error);
  client.on('error', lost);

  const send = (): void => {
    if (waiting || gathering.length === 0) return;
    waiting = true;
    const asked = gathering;
    gathering = [];
    client.query(new Batch(talk, asked, answered));
  };
  const answered = (): void => {
    waiting = false;
    send();
  };

  return {
    ask: (statement, values) =>
      new Promise((resolve, reject) => {
        // The connection may be in another organization's transaction by now.
        if (released) throw new Error(`'${statement.name}' was asked of a connection that was given back`);
        if (gathering.length === 0) process.nextTick(send);
        gathering.push({ statement, values, prepared: undefined, rows: [], resolve, reject });
      }),
    release(error = broken) {
      if (released) return;
      released = true;
      client.off('error', lost);
      client.release(
        error ?? (waiting || gathering.length > 0 ? new Error('given back before it had answered') : undefined),
      );
      const refused = gathering;
      gathering = [];
      for (const { reject } of refused) reject(new Error('the connection was given back before this was asked'));
    },
  };
}

interface Asked {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  prepared: Prepared | undefined;
  readonly rows: Record<string, unknown>[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** What `pg` hands a connection over to, and whom it tells of the answers, as it does with pg-cursor. */
class Batch implements pg.Submittable {
  readonly #talk: Talk;
  readonly #asked: readonly Asked[];
  readonly #answered: () => void;
  #at = 0;
  /** A value of the answer under way that could not be read. */
  #unread: Error | undefined;

  constructor(talk: Talk, asked: readonly Asked[], answered: () => void) {
    this.#talk = talk;
    this.#asked = asked;
    this.#answered = answered;
  }

  submit(connection: { readonly stream: Writable }): Error | null {
    const { messages } = this.#talk;
    try {
      for (const asked of this.#asked) this.#write(asked);
    } catch (error) {
      // A parameter that cannot be written: `pg` hands the error to `handleError`.
      messages.take();
      return error as Error;
    }
    connection.stream.write(messages.take());
    return null;
  }

  #write(asked: Asked): void {
    const { prepared, messages } = this.#talk;
    const { name, text } = asked.statement;
    asked.prepared = prepared.get(name);
    // One without a name is forgotten as soon as anything else is asked without a name.
    if (name === '' || asked.prepared?.text !== text) {
      messages.prepare(name, text);
      asked.prepared = { text, columns: [] };
      prepared.set(name, asked.prepared);
    }
    messages.run(name, asked.values);
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    const { client } = this.#talk;
    const reader: (type: number, format: 'text') => Column['read'] = client.getTypeParser.bind(client);
    const prepared = this.#asked[this.#at]?.prepared;
    if (prepared !== undefined)
      prepared.columns = fields.map(({ name, dataTypeID }) => ({ name, read: reader(dataTypeID, 'text') }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const asked = this.#asked[this.#at];
    if (asked === undefined) return;
    try {
      asked.rows.push(readRow(asked.prepared?.columns ?? [], fields));
    } catch (error) {
      // Thrown from here it would end the process; the rest of the message is answered all the same.
      this.#unread ??= error as Error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const asked = this.#asked[this.#at++];
    const unread = this.#unread;
    this.#unread = undefined;
    if (unread === undefined) asked?.resolve({ rows: asked.rows, command: text });
    else asked?.reject(unread);
  }

  /** An empty text was asked. */
  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  /** By the database or because the connection was lost. What was to be prepared may not have been. */
  handleError(error: Error): void {
    for (const { statement, reject } of this.#asked.slice(this.#at)) {
      this.#talk.prepared.delete(statement.name);
      reject(error);
    }
    this.#answered();
  }

  handleReadyForQuery(): void {
    this.#answered();
  }
}

function readRow(columns: readonly Column[], fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < columns.length; at++) {
    const { name, read } = columns[at] as Column;
    const text = fields[at] ?? null;
    row[name] = text === null ? null : read(text);
  }
  return row;
}
