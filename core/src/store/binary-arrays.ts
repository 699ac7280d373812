/**
 * Array parameters in PostgreSQL's binary format. The driver sends a Buffer as it is, and both sides are spared writing and reading
 * numbers, times and ids as text: per click that is more than half of what it costs to hand it over.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html and array_recv in PostgreSQL's source
 */

/** Type ids of PostgreSQL's catalogue, the same in every installation. */
const oid = { bool: 16, int8: 20, int4: 23, text: 25, timestamptz: 1184, uuid: 2950, jsonb: 3802 } as const;

const headBytes = 20;
/** PostgreSQL counts microseconds from 2000-01-01. */
const epochMs = Date.UTC(2000, 0, 1);

/** Number of dimensions, whether there are nulls, element type, length, lower bound. */
function writeHead(buffer: Buffer, type: number, length: number, nulls: boolean): void {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(nulls ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
}

function fixed<T>(type: number, size: number, write: (buffer: Buffer, value: T, offset: number) => void) {
  return (values: readonly T[]): Buffer => {
    const buffer = Buffer.allocUnsafe(headBytes + values.length * (4 + size));
    writeHead(buffer, type, values.length, false);
    let offset = headBytes;
    for (const value of values) {
      buffer.writeInt32BE(size, offset);
      write(buffer, value, offset + 4);
      offset += 4 + size;
    }
    return buffer;
  };
}

export const boolArray = fixed<boolean>(oid.bool, 1, (buffer, value, offset) => (buffer[offset] = value ? 1 : 0));
export const intArray = fixed<number>(oid.int4, 4, (buffer, value, offset) => buffer.writeInt32BE(value, offset));
export const bigintArray = fixed<bigint>(oid.int8, 8, (buffer, value, offset) => buffer.writeBigInt64BE(value, offset));
/** Of Unix milliseconds. */
export const timeArray = fixed<number>(oid.timestamptz, 8, (buffer, value, offset) =>
  buffer.writeBigInt64BE(BigInt(value - epochMs) * 1000n, offset),
);
/** Of UUIDs as text, in lower case. */
export const uuidArray = fixed<string>(oid.uuid, 16, writeUuid);

export const textArray = (values: readonly (string | null)[]): Buffer => texts(oid.text, '', values);
/** Of documents as JSON text; the version of the format goes before each. */
export const jsonbArray = (values: readonly string[]): Buffer => texts(oid.jsonb, '\x01', values);

function texts(type: number, before: string, values: readonly (string | null)[]): Buffer {
  let size = headBytes;
  for (const value of values) size += 4 + (value === null ? 0 : before.length + Buffer.byteLength(value));
  const buffer = Buffer.allocUnsafe(size);
  writeHead(buffer, type, values.length, values.includes(null));
  let offset = headBytes;
  for (const value of values) {
    if (value === null) {
      offset = buffer.writeInt32BE(-1, offset);
      continue;
    }
    const length = buffer.write(before + value, offset + 4);
    buffer.writeInt32BE(length, offset);
    offset += 4 + length;
  }
  return buffer;
}

function writeUuid(buffer: Buffer, uuid: string, offset: number): void {
  let at = offset;
  for (let i = 0; i < 36; i += 2) {
    if (uuid.charCodeAt(i) === dash) i++;
    buffer[at++] = (digit(uuid.charCodeAt(i)) << 4) | digit(uuid.charCodeAt(i + 1));
  }
}

const dash = 0x2d;
/** Of `0` to `9` and `a` to `f`. */
const digit = (code: number): number => (code < 0x3a ? code - 0x30 : code - 0x57);
