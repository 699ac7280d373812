import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SealError } from './sealing.ts';

const fileName = 'secret-key';

export interface SecretKeySource {
  /** FAIRLEAD_SECRET_KEY: 32 bytes in base64. Earlier keys may follow, separated by commas: they still open what they sealed. */
  readonly given: string | undefined;
  /** Where a key is kept that nobody gave: the data folder of an embedded database. Left out: a key must be given. */
  readonly dataDir?: string;
}

/**
 * The keys of `sealer`, newest first. Without one given, the data folder's own is used, and made at the first start.
 *
 * @throws SealError saying how to make one
 */
export function secretKeys({ given, dataDir }: SecretKeySource): readonly Buffer[] {
  if (given !== undefined && given.trim() !== '') return readKeys(given, 'FAIRLEAD_SECRET_KEY');
  if (dataDir !== undefined) return ownKeys(dataDir);
  throw new SealError(
    'FAIRLEAD_SECRET_KEY is missing: it seals the credentials of processors in the database. Make one with: openssl rand -base64 32',
  );
}

/** Losing this file loses the secrets sealed with it, so it is never written over. */
function ownKeys(dataDir: string): readonly Buffer[] {
  const file = path.join(dataDir, fileName);
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, `${newKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readKeys(readFileSync(file, 'utf8'), file);
}

/** 32 bytes in base64. */
export const newKey = (): string => randomBytes(32).toString('base64');

/**
 * Puts a new key before those of the data folder, which still open what they sealed. Written beside and then put in place, so that the file is
 * whole at any moment.
 */
export function addOwnKey(dataDir: string): void {
  const present = ownKeys(dataDir);
  const file = path.join(dataDir, fileName);
  const text = [newKey(), ...present.map((key) => key.toString('base64'))].join(',\n');
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const readKeys = (text: string, place: string): readonly Buffer[] => text.split(',').map((key) => readKey(key, place));

function readKey(text: string, place: string): Buffer {
  const plain = text.trim();
  const key = Buffer.from(plain, 'base64');
  // Node reads anything as base64, skipping what is none: only what reads back the same is.
  if (key.length !== 32 || key.toString('base64') !== plain) {
    throw new SealError(`${place} is not 32 bytes in base64. Make a key with: openssl rand -base64 32`);
  }
  return key;
}
