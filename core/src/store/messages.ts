/**
 * Messages of PostgreSQL's extended query protocol, gathered into one piece of memory that is sent at once.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export interface Messages {
  /** Parses a statement under a name, whether or not the name was used before, and asks for its columns. */
  prepare(name: string, text: string): void;
  /** Runs a prepared statement with these parameters; its columns come as text. */
  run(name: string, values: readonly unknown[]): void;
  /** All of them, and what makes PostgreSQL answer; starts anew. */
  take(): Buffer;
}

const [close, parse, describe, bind, execute, sync] = [0x43, 0x50, 0x44, 0x42, 0x45, 0x53];
const firstBytes = 2_048;

export function createMessages(): Messages {
  let buffer = Buffer.allocUnsafe(firstBytes);
  let at = 0;

  const room = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  /** A message is a letter and its length, which counts itself. Returns where it stands, for `finish`. */
  const start = (letter: number): number => {
    room(5);
    buffer[at] = letter;
    at += 5;
    return at - 4;
  };
  const finish = (length: number): void => void buffer.writeInt32BE(at - length, length);
  const int16 = (value: number): void => {
    room(2);
    at = buffer.writeInt16BE(value, at);
  };
  const int32 = (value: number): void => {
    room(4);
    at = buffer.writeInt32BE(value, at);
  };
  /** Ends with a zero byte. UTF-8 takes at most three bytes for each unit of a string. */
  const text = (value: string): void => {
    room(value.length * 3 + 1);
    at += buffer.write(value, at);
    buffer[at++] = 0;
  };
  const parameter = (value: unknown): void => {
    if (value instanceof Uint8Array) {
      int32(value.length);
      room(value.length);
      buffer.set(value, at);
      at += value.length;
      return;
    }
    const written = asText(value);
    if (written === null) return int32(-1);
    room(4 + written.length * 3);
    const length = buffer.write(written, at + 4);
    buffer.writeInt32BE(length, at);
    at += 4 + length;
  };

  return {
    prepare(name, statement) {
      const forgotten = start(close);
      text(`S${name}`);
      finish(forgotten);
      const parsed = start(parse);
      text(name);
      text(statement);
      int16(0);
      finish(parsed);
      const described = start(describe);
      text(`S${name}`);
      finish(described);
    },
    run(name, values) {
      const bound = start(bind);
      text('');
      text(name);
      int16(values.length);
      for (const value of values) int16(value instanceof Uint8Array ? 1 : 0);
      int16(values.length);
      for (const value of values) parameter(value);
      int16(0);
      finish(bound);
      const executed = start(execute);
      text('');
      int32(0);
      finish(executed);
    },
    take() {
      finish(start(sync));
      const all = buffer.subarray(0, at);
      // The socket may still read from it when the next ones are gathered.
      buffer = Buffer.allocUnsafe(Math.max(firstBytes, at));
      at = 0;
      return all;
    },
  };
}

/** A parameter as PostgreSQL reads it: lists become arrays, other objects JSON. */
function asText(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value === null || value === undefined) return null;
      if (value instanceof Date) return value.toISOString();
      return Array.isArray(value) ? `{${value.map(asElement).join(',')}}` : JSON.stringify(value);
  }
}

function asElement(value: unknown): string {
  const text = asText(value);
  return text === null ? 'NULL' : `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}
