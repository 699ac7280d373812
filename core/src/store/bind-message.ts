/**
 * The message that calls a prepared statement with arrays, in PostgreSQL's binary format, written into one buffer that is used again. Handed
 * over as values, the driver would write each number and id as text, and every batch through a row of growing buffers: that costs as much
 * as all else about a click, and a hundred megabytes under load.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html, and array_recv in PostgreSQL's source
 */
export interface BindMessage {
  /** Begins anew; what `end` returned before must have arrived. */
  readonly begin: () => void;
  // One parameter each, in the order of the statement.
  readonly uuids: <R>(rows: readonly R[], of: (row: R) => string) => void;
  /** Of Unix milliseconds. */
  readonly times: <R>(rows: readonly R[], of: (row: R) => number) => void;
  /** As numbers of 62 bits, of the click ids that name them. */
  readonly visitors: <R>(rows: readonly R[], of: (row: R) => string) => void;
  readonly ints: <R>(rows: readonly R[], of: (row: R) => number) => void;
  readonly bools: <R>(rows: readonly R[], of: (row: R) => boolean) => void;
  readonly texts: <R>(rows: readonly R[], of: (row: R) => string | null) => void;
  /** Of documents as JSON text. */
  readonly jsonbs: <R>(rows: readonly R[], of: (row: R) => string) => void;
  /** The bytes to send: bind, execute, sync. */
  readonly end: () => Buffer;
}

/** Type ids of PostgreSQL's catalogue, the same in every installation. */
const oid = { bool: 16, int8: 20, int4: 23, text: 25, timestamptz: 1184, uuid: 2950, jsonb: 3802 } as const;
/** PostgreSQL counts microseconds from 2000-01-01. */
const epochMs = Date.UTC(2000, 0, 1);
const usualBytes = 64 * 1024;
/** A buffer that one huge batch made larger than this is not kept. */
const keptBytes = 1024 * 1024;
/** UTF-8 of one unit of a string. */
const mostBytesOfUnit = 3;

export function createBindMessage(statement: string, parameters: number): BindMessage {
  let buffer = Buffer.allocUnsafe(usualBytes);
  let at = 0;

  function room(bytes: number): void {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  }

  function int32(value: number): void {
    at = buffer.writeInt32BE(value, at);
  }

  function int16(value: number): void {
    at = buffer.writeInt16BE(value, at);
  }

  /** Dimensions, whether there may be nulls, element type, length, lower bound; the length of the whole goes before, when it is known. */
  function array<R>(type: number, rows: readonly R[], element: (row: R) => void): void {
    room(24);
    const start = at;
    at += 4;
    int32(1);
    int32(1);
    int32(type);
    int32(rows.length);
    int32(1);
    for (const row of rows) element(row);
    buffer.writeInt32BE(at - start - 4, start);
  }

  const fixed =
    <V>(type: number, size: number, write: (value: V) => void) =>
    <R>(rows: readonly R[], of: (row: R) => V): void =>
      array(type, rows, (row) => {
        room(4 + size);
        int32(size);
        write(of(row));
      });

  /** `version` of the format goes before the text, where it has one. */
  function text(value: string, version?: number): void {
    room(5 + value.length * mostBytesOfUnit);
    const start = at;
    at += 4;
    if (version !== undefined) buffer[at++] = version;
    at += buffer.write(value, at);
    buffer.writeInt32BE(at - start - 4, start);
  }

  /** From the given character of it to its end. */
  function uuid(value: string, from = 0): void {
    for (let i = from; i < 36; i += 2) {
      if (value.charCodeAt(i) === dash) i++;
      buffer[at++] = (digit(value.charCodeAt(i)) << 4) | digit(value.charCodeAt(i + 1));
    }
  }

  return {
    begin: () => {
      if (buffer.length > keptBytes) buffer = Buffer.allocUnsafe(usualBytes);
      // The type of the message, its length, an unnamed portal, the statement, one format for all: binary.
      at = buffer.write(`B\0\0\0\0\0${statement}\0`);
      int16(1);
      int16(1);
      int16(parameters);
    },
    uuids: fixed(oid.uuid, 16, (value: string) => uuid(value)),
    // In two halves: a big integer for each would be three objects to collect.
    times: fixed(oid.timestamptz, 8, (ms: number) => {
      const microseconds = (ms - epochMs) * 1000;
      const high = Math.floor(microseconds / 2 ** 32);
      int32(high);
      at = buffer.writeUInt32BE(microseconds - high * 2 ** 32, at);
    }),
    visitors: fixed(oid.int8, 8, (id: string) => {
      const start = at;
      uuid(id, 19);
      buffer[start] = buffer[start]! & 0x3f;
    }),
    ints: fixed(oid.int4, 4, int32),
    bools: fixed(oid.bool, 1, (value: boolean) => {
      buffer[at++] = value ? 1 : 0;
    }),
    texts: (rows, of) =>
      array(oid.text, rows, (row) => {
        const value = of(row);
        if (value !== null) return text(value);
        room(4);
        int32(-1);
      }),
    jsonbs: (rows, of) => array(oid.jsonb, rows, (row) => text(of(row), 1)),
    end: () => {
      room(2 + executeAndSync.length);
      int16(0);
      buffer.writeInt32BE(at - 1, 1);
      at += executeAndSync.copy(buffer, at);
      return buffer.subarray(0, at);
    },
  };
}

/** Execute: type, length, the unnamed portal, no limit of rows. Sync: type, length. */
const executeAndSync = Buffer.from('E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04', 'latin1');

const dash = 0x2d;
/** Of `0` to `9` and `a` to `f`. */
const digit = (code: number): number => (code < 0x3a ? code - 0x30 : code - 0x57);
