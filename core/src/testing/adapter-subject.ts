import assert from 'node:assert/strict';
import type { Adapter, Refusal, StoredDelivery, Verification } from '../contract/adapter.ts';
import { bodyOf, type DeliveryExample } from './delivery-examples.ts';

/** An adapter, and all it takes to send it genuine deliveries. */
export interface AdapterSubject {
  readonly adapter: Adapter;
  readonly examples: readonly DeliveryExample[];
  /** A signing secret of the processor's form, and one to roll it to. */
  readonly secret: string;
  readonly nextSecret: string;
  readonly sign: (body: string, secret: string, now: Date) => Readonly<Record<string, string>>;
  /** The body as sent, where the signature is within it. */
  readonly seal: (body: string, secret: string, now: Date) => string;
}

/** The moment at which the kit's deliveries arrive: any will do, and it never moves. */
export const arrival = new Date('2026-11-20T12:00:00.000Z');

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Signs a body at arrival and has it verified; anything may be made different. */
export function verified(
  { adapter, secret, sign, seal }: AdapterSubject,
  body: string,
  different: {
    /** What goes beside the signature. */
    readonly beside?: Readonly<Record<string, string>> | undefined;
    readonly received?: Uint8Array;
    readonly headers?: Readonly<Record<string, string>>;
    readonly secrets?: readonly string[];
    readonly now?: Date;
  } = {},
): Verification {
  const delivery = {
    headers: different.headers ?? { ...different.beside, ...sign(body, secret, arrival) },
    body: different.received ?? encode(seal(body, secret, arrival)),
  };
  try {
    return adapter.verify(delivery, different.secrets ?? [secret], different.now ?? arrival);
  } catch (error) {
    return assert.fail(`verify threw ${String(error)}: it never throws, a refusal is { ok: false, reason, detail }`);
  }
}

export function assertAccepted(
  verification: Verification,
  what: string,
): asserts verification is Verification & { ok: true } {
  assert.ok(
    verification.ok,
    `${what} was refused: ${verification.ok ? '' : `${verification.reason}, ${verification.detail}`}`,
  );
}

/** @param mend what is to be done where it was accepted */
export function assertRefused(
  verification: Verification,
  reasons: readonly Refusal[],
  what: string,
  mend = 'verify must refuse it',
): void {
  assert.ok(!verification.ok, `${what} was accepted: ${mend}`);
  const { reason, detail } = verification;
  assert.ok(reasons.includes(reason), `${what} was refused as ${reason}, not as ${reasons.join(' or ')}`);
  assert.ok(detail !== '', `${what} was refused without a detail`);
}

/** An example as the inbox keeps it: the event's id, type and time are what `verify` says they are. */
export function storedExample(subject: AdapterSubject, example: DeliveryExample): StoredDelivery {
  const body = bodyOf(example);
  const verification = verified(subject, body, { beside: example.headers });
  assertAccepted(verification, example.name);
  return asStored(subject, verification, body);
}

export const asStored = (
  { secret, seal }: AdapterSubject,
  { eventId, type, occurredAt }: Verification & { ok: true },
  body: string,
): StoredDelivery => ({
  eventId,
  type,
  occurredAt,
  body: encode(seal(body, secret, arrival)),
});
