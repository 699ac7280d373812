import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Which row sealed bytes belong to. They open nowhere else: copied into another row or organization, they are refused. */
export interface SealedPlace {
  readonly organizationId: string;
  readonly id: string;
}

export interface Sealer {
  /** Always under the first key. */
  readonly seal: (secret: unknown, place: SealedPlace) => Buffer;
  /** @throws SealError when no key fits, the bytes were changed, or they belong to another row */
  readonly open: (sealed: Uint8Array, place: SealedPlace) => unknown;
  /** The key that seals, by the id sealed bytes carry. */
  readonly current: Buffer;
  /** Keys for another purpose, one of each of ours, newest first. Nothing of ours can be worked out from them. */
  readonly derive: (purpose: string) => readonly DerivedKey[];
}

export interface DerivedKey {
  /** The same as long as the key is the same. */
  readonly number: number;
  /** 32 bytes in base64. */
  readonly key: string;
}

/** Secrets that cannot be opened. Never carries any of them. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const version = 1;
const keyBytes = 32;
const headerBytes = 1 + 4;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals credentials and signing secrets at rest with AES-256-GCM. Layout: version (1 byte), key id (4), nonce (12), tag (16),
 * ciphertext. The key id lets keys rotate: the first key seals, all of them open.
 */
export function sealer(keys: readonly Buffer[]): Sealer {
  const [current] = keys;
  if (current === undefined) throw new SealError('There is no key to seal secrets with: set FAIRLEAD_SECRET_KEY');
  for (const key of keys) {
    if (key.length !== keyBytes) throw new SealError(`A secret key has ${key.length} bytes, not ${keyBytes}`);
  }
  const derive = (purpose: string): readonly DerivedKey[] =>
    keys.map((key) => ({
      number: keyId(key).readUInt32BE(),
      key: Buffer.from(hkdfSync('sha256', key, '', purpose, keyBytes)).toString('base64'),
    }));
  const byId = new Map(keys.map((key) => [keyId(key).toString('hex'), key]));
  return {
    current: keyId(current),
    derive,
    seal(secret, place) {
      const header = Buffer.concat([Buffer.of(version), keyId(current)]);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(bound(header, place));
      const text = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headerBytes + nonceBytes + tagBytes || bytes[0] !== version) {
        throw new SealError(`The secrets of ${place.id} are not in a form this version of Fairlead knows`);
      }
      const header = bytes.subarray(0, headerBytes);
      const id = header.subarray(1).toString('hex');
      const key = byId.get(id);
      if (key === undefined) throw new SealError(wrongKey(place, id, [...byId.keys()]));
      const nonce = bytes.subarray(headerBytes, headerBytes + nonceBytes);
      const tag = bytes.subarray(headerBytes + nonceBytes, headerBytes + nonceBytes + tagBytes);
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(bound(header, place)).setAuthTag(tag);
      try {
        const text = Buffer.concat([
          cipher.update(bytes.subarray(headerBytes + nonceBytes + tagBytes)),
          cipher.final(),
        ]);
        return JSON.parse(text.toString('utf8'));
      } catch (cause) {
        throw new SealError(`The secrets of ${place.id} were changed, or belong to another row: enter them again`, {
          cause,
        });
      }
    },
  };
}

/** Tells keys apart and says nothing about them. */
const keyId = (key: Buffer): Buffer =>
  createHash('sha256').update('fairlead key id').update(key).digest().subarray(0, 4);

const bound = (header: Buffer, { organizationId, id }: SealedPlace): Buffer =>
  Buffer.concat([header, Buffer.from(`${organizationId}/${id}`)]);

const wrongKey = ({ id }: SealedPlace, wanted: string, known: readonly string[]): string =>
  `The secrets of ${id} were sealed with the key ${wanted}, and FAIRLEAD_SECRET_KEY holds ${known.join(', ')}. ` +
  'Add the earlier key behind the present one, separated by a comma, or enter the secrets again';
