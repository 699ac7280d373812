import type { AuthPool } from './auth-pool.ts';

interface Secrets {
  /** As `Sealer.derive` gives them, newest first. */
  readonly secrets: readonly { readonly number: number; readonly key: string }[];
}

interface Row {
  readonly id: string;
  readonly secret: string;
  readonly backupCodes: string;
}

/** better-auth writes the number of its key before what it encrypts. */
const prefixOf = ({ secrets }: Secrets): string => `$ba$${secrets[0]?.number ?? 0}$`;

const where = `left(secret, length($1)) <> $1 or left("backupCodes", length($1)) <> $1`;

/** How many second factors are still sealed with an earlier key. */
export async function countEarlierFactors(pool: AuthPool, secrets: Secrets): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from "twoFactor" where ${where}`, [
    prefixOf(secrets),
  ]);
  return rows[0]?.n ?? 0;
}

/** Seals them anew with the first key, one by one; one that changes meanwhile is left to who changed it. Returns those no key opens. */
export async function resealFactors(
  pool: AuthPool,
  secrets: Secrets,
): Promise<{ resealed: number; closed: readonly string[] }> {
  const { rows } = await pool.query<Row>(
    `select id, secret, "backupCodes" from "twoFactor" where ${where} order by id`,
    [prefixOf(secrets)],
  );
  if (rows.length === 0) return { resealed: 0, closed: [] };
  const { symmetricDecrypt, symmetricEncrypt } = await import('better-auth/crypto');
  const [first] = secrets.secrets;
  const key = {
    keys: new Map(secrets.secrets.map(({ number, key: text }) => [number, text])),
    currentVersion: first?.number ?? 0,
  };
  const anew = async (data: string): Promise<string> =>
    symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) });
  let resealed = 0;
  const closed: string[] = [];
  for (const row of rows) {
    try {
      const values = [row.id, await anew(row.secret), await anew(row.backupCodes), row.secret, row.backupCodes];
      const text = `update "twoFactor" set secret = $2, "backupCodes" = $3 where id = $1 and secret = $4 and "backupCodes" = $5`;
      resealed += (await pool.query(text, values)).rowCount ?? 0;
    } catch (error) {
      if ((error as { code?: string }).code !== undefined) throw error;
      closed.push(row.id);
    }
  }
  return { resealed, closed };
}
