import type { Static, TObject } from '@sinclair/typebox';
import type { CodeToEnd, CodeToMint, MintedCode } from './codes.ts';
import type { Fact } from './facts.ts';
import { isMarked, refusedMark, unreadableMark } from './marks.ts';
import type { SetupDone, SetupWanted } from './setup.ts';

/**
 * A processor adapter: `verify` proves a delivery is the processor's, `facts` says what it means. Both are pure; all I/O is behind the
 * optional methods, and the core decides when they run.
 */
export interface Adapter<C extends TObject = TObject> {
  /** `stripe`: the processor's name in routes, connections and references. */
  readonly id: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** Event types it understands; any other gives no facts and no error. */
  readonly events: readonly string[];
  /** Secrets of a connection, sealed at rest: signing secrets, API key. `format: 'secret'` marks what is never shown again. */
  readonly credentials: TObject & C;
  /** Signing secrets within the credentials, newest first; empty ones are left out. */
  secrets(credentials: Static<C>): readonly string[];
  /** Signature, age and shape, on raw bytes, in constant time. Never throws, never does I/O; runs inside the HTTP request. */
  verify(delivery: RawDelivery, secrets: readonly string[], now: Date): Verification;
  /** What a verified delivery states. Deterministic; unknown types and extra fields give no facts. Throws only `Unreadable`. */
  facts(delivery: StoredDelivery, settings: ConnectionSettings): Reading;
  /**
   * Answers a processor that asks by GET whether an address is ours before it delivers there (Braintree's `bt_challenge`): the text of the answer;
   * null where the request is no such question, or is not well asked. Pure, like `verify`.
   */
  handshake?(query: Readonly<Record<string, string>>, secrets: readonly string[]): string | null;
  /**
   * Reads a `need` from the processor's API. The answer is kept as a delivery of its own and read by `facts` like any other, under the event
   * id `<event id of the delivery that asked> → <kind>:<id>`: however often that one is tried, it is asked and stored once. Null: there is
   * nothing to be read, or no credential to read it with; the delivery then stands as it is. Whatever it throws, the delivery waits and is
   * tried again with growing pauses; `Unreadable`: asking again cannot help. Which host it speaks to is an option of its plugin, so that
   * tests can set another.
   */
  fetch?(need: Need, means: FetchMeans<Static<C>>): Promise<Fetched | null>;
  /**
   * What the processor can still tell of a span of time, page by page in any order, for what webhooks missed. Each find is kept in the inbox and
   * read by `facts` like a webhook, and must state the same of the same object, key by key: nothing doubles. Waits and tries again by itself
   * where it is asked to slow down.
   *
   * @param since inclusive, and `until` exclusive, by the processor's clock
   * @throws ProcessorRefused from the iteration
   */
  backfill?(account: ProcessorAccount<Static<C>>, since: Date, until: Date): AsyncIterable<BackfillPage>;
  /**
   * Makes sure that a code is there and can be redeemed, with the discount given. Idempotent by `id`: one that was made before, whose answer was lost, or
   * that was ended meanwhile, is found again and is never made twice. With it goes `deactivateCode`.
   *
   * @throws ProcessorRefused `code_taken` where the code is somebody else's; `rate_limited` and `unavailable` are tried again later, by the core
   */
  mintCode?(account: ProcessorAccount<Static<C>>, code: CodeToMint): Promise<MintedCode>;
  /**
   * Makes sure that a code that was minted is redeemed no more. Idempotent: one that is not there is ended already. Another's is left alone.
   *
   * @throws ProcessorRefused
   */
  deactivateCode?(account: ProcessorAccount<Static<C>>, code: CodeToEnd): Promise<void>;
  /**
   * Has the processor deliver to the connection: the endpoint with the pinned version of its API and exactly the `events`. Idempotent: its own endpoint, known by
   * the URL, is found again and mended where it differs; nobody else's is touched. What no API can do is told as a step to be done by hand.
   *
   * @throws ProcessorRefused
   */
  setup?(account: ProcessorAccount<Static<C>>, wanted: SetupWanted): Promise<SetupDone>;
  /** Really signed deliveries of named life stories, for `fairlead simulate` and tests. */
  readonly simulator?: Simulator;
}

export interface RawDelivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Verification =
  | {
      readonly ok: true;
      /** The processor's id of the event: deduplicates deliveries within a connection (I2). Made from content where there is none. */
      readonly eventId: string;
      readonly type: string;
      /** When it happened, by the processor's clock, RFC 3339 UTC. */
      readonly occurredAt: string;
      /** Compared with the connection's mode: live and test never mix. `unknown`: the connection decides. */
      readonly mode: 'live' | 'test' | 'unknown';
      /** The account it belongs to, where told: must be the connection's own. */
      readonly account?: string;
    }
  | { readonly ok: false; readonly reason: Refusal; readonly detail: string };

export type Refusal = 'missing_signature' | 'bad_signature' | 'stale' | 'from_future' | 'malformed' | 'no_secret';

/** A delivery as the inbox keeps it. */
export interface StoredDelivery {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly body: Uint8Array;
}

/** What I/O with a processor is done with: one connection, its credentials open. */
export interface ProcessorAccount<C> {
  readonly mode: 'live' | 'test';
  /** The processor's id of the account, where the connection is bound to one. */
  readonly account: string | null;
  readonly credentials: C;
}

export interface BackfillPage {
  /**
   * `eventId` is the webhook's own where the processor tells it, so that one that came is known at once; else it is made from the object and
   * the time of its state, so that the same state is the same find. `body` has the webhook's shape.
   */
  readonly deliveries: readonly StoredDelivery[];
  /** They are objects read again, by ids no webhook has: what states nothing new is known, and was not missed. Left out: the webhooks themselves. */
  readonly readAgain?: boolean;
  /** How far back or forth this page reaches, RFC 3339: for people who wait. */
  readonly reached?: string;
}

/**
 * Why a processor's API did not do what was asked, as a code, with a message that says how to mend it. `missing_permission`: the key is good, and may not do
 * this; the message names what it lacks.
 */
export class ProcessorRefused extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, refusedMark);
  }
  readonly [refusedMark] = true;
  readonly code:
    | 'no_api_key'
    | 'wrong_mode'
    | 'unauthorized'
    | 'missing_permission'
    | 'rate_limited'
    | 'unavailable'
    | 'code_taken'
    | 'refused';
  constructor(code: ProcessorRefused['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProcessorRefused';
    this.code = code;
  }
}

export interface ConnectionSettings {
  /** Of the connection, where a body must be read by it: a shop's test orders are nothing to a live connection. Left out: live. */
  readonly mode?: 'live' | 'test';
  /** Metadata names read as a click id, customer key, campaign, in order; the adapter's own first. */
  readonly aliases: {
    readonly click: readonly string[];
    readonly customer: readonly string[];
    readonly campaign: readonly string[];
  };
  /**
   * Ids and slugs of the brand's campaigns: an aliased campaign name (`program_id`) is believed only with one of these, and is
   * somebody else's otherwise (F40). Left out: none are.
   */
  readonly campaigns?: readonly string[];
}

export interface Reading {
  readonly facts: readonly Fact[];
  /** What must be read from the processor before this delivery is fully understood: at most 20. Nothing of it is stored before. */
  readonly needs?: readonly Need[];
  /**
   * `account`: the processor asks that all it told of the people of this account be erased (Shopify's `shop/redact`). One person's erasure is a
   * fact: `customer.changed` with `deleted`.
   */
  readonly erases?: 'account';
  /** For the inbox: why there are no facts (`unknown_event`, `no_money` …), or what beside them was left aside (`foreign_program`). */
  readonly ignored?: string;
}

export interface Need {
  /** What it is: `charge`, `refunds_of_charge`. */
  readonly kind: string;
  /** The processor's id of it. */
  readonly id: string;
}

/** What a `fetch` is given to work with. */
export interface FetchMeans<C> {
  /** The connection's own, opened. They go to nobody but the processor. */
  readonly credentials: C;
  /** Aborts after 20 seconds, when the core has given up too. */
  readonly signal: AbortSignal;
}

/** What the processor answered, as `facts` shall read it. */
export interface Fetched {
  /** One of the adapter's `events`: `fetched.refunds`, or a type the processor has itself. */
  readonly type: string;
  /** As of when it is true, by the processor's clock where it tells (the `Date` of its answer), RFC 3339 UTC. */
  readonly occurredAt: string;
  readonly body: Uint8Array;
}

/** A body that cannot be read without guessing: an amount with a digit too many, a missing id. The delivery is quarantined. */
export class Unreadable extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, unreadableMark);
  }
  readonly [unreadableMark] = true;
  readonly path: string;
  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.name = 'Unreadable';
    this.path = path;
  }
}

export interface Capabilities {
  readonly webhooks: {
    readonly timestamped: boolean;
    /** Seconds a signature stays good, either way; null: no timestamp in the scheme. */
    readonly toleranceSeconds: number | null;
    readonly hasEventId: boolean;
    readonly retriesForHours: number;
  };
  /** One shape of refund facts (R4). */
  readonly refunds: 'item' | 'total';
  readonly disputes: 'movements' | 'status' | 'none';
  readonly taxOnPayment: boolean;
  readonly emailOnPayment: boolean;
  readonly couponOnPayment: 'code' | 'id' | 'none';
  readonly backfill: boolean;
  readonly mintsCodes: boolean;
  readonly setup: boolean;
  /** It is read by schedule first, since its webhooks do not tell everything (Braintree). Left out: webhooks tell. */
  readonly polls?: boolean;
  /** Types of events by which a person or a whole account is erased (`deleted`, `erases`). Left out: the processor has none. */
  readonly erasures?: readonly string[];
}

export interface Simulator {
  readonly stories: Readonly<Record<string, Story>>;
  /** Headers that make `body` a genuine delivery. */
  sign(body: string, secret: string, now: Date): Readonly<Record<string, string>>;
  /** The body as it is sent, for a processor whose signature is within it (Braintree). Left out: the body is sent as it is. */
  seal?(body: string, secret: string, now: Date): string;
  /** Credentials of a connection that is only simulated, from a text nobody can guess. Left out: `{ signingSecret: 'whsec_…' }`. */
  credentials?(random: string): Readonly<Record<string, string>>;
}

export interface Story {
  readonly summary: string;
  /** Bodies in the order they happen. `id` makes every object id unique; `evidence` is placed where the processor carries it. */
  deliveries(input: StoryInput): readonly StoryDelivery[];
}

export interface StoryDelivery {
  readonly type: string;
  readonly body: string;
  /** What the processor says beside the body and signs not (Shopify: topic, shop, webhook id). */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StoryInput {
  /** Short unique text used within object ids. */
  readonly id: string;
  readonly now: Date;
  readonly live: boolean;
  /** Minor units and currency of the first payment. */
  readonly amount: bigint;
  readonly currency: string;
  readonly clickId?: string;
  readonly couponCode?: string;
  readonly email?: string;
  readonly customerKey?: string;
  /** The connection's account, for a processor that names it in each delivery. */
  readonly account?: string;
}

export const defineAdapter = <C extends TObject>(adapter: Adapter<C>): Adapter<C> => adapter;
