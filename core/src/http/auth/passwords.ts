import { hashPassword, verifyPassword } from 'better-auth/crypto';

/**
 * Passwords as better-auth hashes them (scrypt), two at a time: each takes a thread of Node's pool of four for a tenth of a second, and a
 * new connection to the database needs one too.
 */
export function createPasswords() {
  const inTurn = createTurns(2);
  return {
    hash: (password: string): Promise<string> => inTurn(() => hashPassword(password)),
    /** The same if it is still wanted when its turn comes; else null. */
    hashIf: (password: string, wanted: () => Promise<boolean>): Promise<string | null> =>
      inTurn(async () => ((await wanted()) ? hashPassword(password) : null)),
    verify: (given: { readonly hash: string; readonly password: string }): Promise<boolean> =>
      inTurn(() => verifyPassword(given)),
  };
}

/** At most so many at a time, the others in the order they came. */
function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => void waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
