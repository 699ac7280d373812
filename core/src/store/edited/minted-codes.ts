import type { Editor } from './edit.ts';

/** What is asked of a processor about a code, and how far that has come (0032_minted_codes.sql). */
export interface MintedCodeRow {
  readonly couponId: string;
  readonly connectionId: string;
  /** Whether buyers shall be able to redeem it. */
  readonly wanted: boolean;
  readonly state: 'pending' | 'done' | 'failed';
  /** Counts the wishes. */
  readonly generation: number;
  /** The processor's id of it. */
  readonly codeId: string | null;
  readonly attempts: number;
  readonly problem: MintProblem | null;
}

/** Why it was not done: a code, and what a person can do about it. Never holds a secret. */
export interface MintProblem {
  readonly code: string;
  readonly detail: string;
}

const columns = `coupon_id as "couponId", connection_id as "connectionId", wanted, state, generation, code_id as "codeId", attempts, problem`;

export async function mintedCodes(
  em: Editor,
  couponIds: readonly string[],
): Promise<ReadonlyMap<string, MintedCodeRow>> {
  if (couponIds.length === 0) return new Map();
  const rows = await em.execute<MintedCodeRow[]>(
    `select ${columns} from minted_code where organization_id = current_organization() and coupon_id = any (string_to_array(?, ',')::uuid[])`,
    [couponIds.join(',')],
  );
  return new Map(rows.map((row) => [row.couponId, row]));
}

export async function mintedCode(em: Editor, couponId: string): Promise<MintedCodeRow | null> {
  return (await mintedCodes(em, [couponId])).get(couponId) ?? null;
}

/** Whoever asks does so at once; where it does not come to that, others do after `seconds`. */
export async function askToMint(em: Editor, couponId: string, connectionId: string, seconds: number): Promise<void> {
  await em.execute(
    `insert into minted_code (organization_id, coupon_id, connection_id, due_at)
     values (current_organization(), ?, ?, now() + make_interval(secs => ?))`,
    [couponId, connectionId, seconds],
  );
}

/** A new wish about codes that are minted somewhere; due in `seconds`. */
export async function wish(em: Editor, couponIds: readonly string[], wanted: boolean, seconds: number): Promise<void> {
  if (couponIds.length === 0) return;
  await em.execute(
    `update minted_code set wanted = ?, state = 'pending', generation = generation + 1, attempts = 0, problem = null,
       due_at = now() + make_interval(secs => ?)
     where organization_id = current_organization() and coupon_id = any (string_to_array(?, ',')::uuid[])`,
    [wanted, seconds, couponIds.join(',')],
  );
}

/** What came of an attempt. */
export type MintOutcome =
  | { readonly done: true; readonly codeId: string | null }
  /** `retrySeconds` null: it is not tried again by itself. */
  | { readonly done: false; readonly problem: MintProblem; readonly retrySeconds: number | null };

/** Keeps what came of an attempt at the present wish. */
export async function keepOutcome(em: Editor, couponId: string, outcome: MintOutcome): Promise<void> {
  const [state, codeId, problem, retry] = outcome.done
    ? ['done', outcome.codeId, null, 0]
    : [
        outcome.retrySeconds === null ? 'failed' : 'pending',
        null,
        JSON.stringify(outcome.problem),
        outcome.retrySeconds ?? 0,
      ];
  await em.execute(
    `update minted_code set state = ?, code_id = coalesce(?::text, code_id), problem = ?::jsonb, attempts = attempts + 1,
       due_at = now() + make_interval(secs => ?::double precision)
     where organization_id = current_organization() and coupon_id = ?`,
    [state, codeId, problem, retry, couponId],
  );
}

/** The answer to a wish that was overtaken: the id is worth knowing all the same, and the present wish is due at once. */
export async function keepOvertaken(em: Editor, couponId: string, codeId: string | null): Promise<void> {
  await em.execute(
    `update minted_code set code_id = coalesce(?::text, code_id), due_at = case when state = 'pending' then now() else due_at end
     where organization_id = current_organization() and coupon_id = ?`,
    [codeId, couponId],
  );
}

/** Which code an id of the processor stands for, as its own deliveries would tell it. */
export async function learnCode(em: Editor, connectionId: string, codeId: string, code: string): Promise<void> {
  await em.execute(
    `insert into coupon_code_id (organization_id, connection_id, code_id, code) values (current_organization(), ?, ?, ?)
     on conflict (organization_id, connection_id, code_id) do update set code = excluded.code`,
    [connectionId, codeId, code],
  );
}

/** R11, of live payments; a code nobody redeemed has no entry. */
export async function redemptionsOf(em: Editor, codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (codes.length === 0) return new Map();
  const rows = await em.execute<{ code: string; redeemed: number }[]>(
    `select code, redeemed from redemptions_of(current_organization(), string_to_array(?, chr(10)))`,
    [codes.join('\n')],
  );
  return new Map(rows.map(({ code, redeemed }) => [code, redeemed]));
}

export async function forgetMinted(em: Editor, couponId: string): Promise<void> {
  await em.execute(`delete from minted_code where organization_id = current_organization() and coupon_id = ?`, [
    couponId,
  ]);
}
