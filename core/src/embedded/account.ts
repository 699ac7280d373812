import { spawnSync } from 'node:child_process';
import { EmbeddedError } from './error.ts';

/** `nobody` on Linux. PostgreSQL refuses to run as root, so under root it runs as this one, which owns nothing else. */
const NOBODY = 65_534;

/** Under which operating-system account PostgreSQL runs, and how a command is made to run there. */
export interface Account {
  readonly name: 'own' | 'nobody' | 'namespace';
  /** Owner that the cluster's files must have, as seen from outside; undefined: whoever we are. */
  readonly owner: number | undefined;
  /** Options for `spawn`. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** Words to put in front of a command. */
  readonly prefix: readonly string[];
}

const own: Account = { name: 'own', owner: undefined, ids: {}, prefix: [] };
const nobody: Account = { name: 'nobody', owner: NOBODY, ids: { uid: NOBODY, gid: NOBODY }, prefix: [] };

/** Root outside, nobody inside: PostgreSQL is content, and paths closed to everybody but root stay reachable. */
const namespace: Account = {
  name: 'namespace',
  owner: 0,
  ids: {},
  prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'],
};

/**
 * The account for PostgreSQL: our own, unless we are root. Under root it is `nobody` where both the program and the
 * folder can be reached by it, else a user namespace.
 *
 * @param postgres path of the postgres program
 * @param folder where the cluster's folder lies; must exist
 */
export function chooseAccount(postgres: string, folder: string): Account {
  if (process.getuid?.() !== 0) return own;
  if (succeeds(nobody, ['test', '-x', folder]) && succeeds(nobody, [postgres, '--version'])) return nobody;
  if (succeeds(namespace, [postgres, '--version'])) return namespace;
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and the user nobody cannot reach ${folder} or ${postgres}. Run Fairlead as an ` +
      'ordinary user, move it to where every user may read (not below /root), or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function succeeds(account: Account, command: readonly string[]): boolean {
  const [program = '', ...args] = [...account.prefix, ...command];
  return spawnSync(program, args, { ...account.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}
