import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type DataFolder, type Passwords, readPasswords } from './data-folder.ts';
import { EmbeddedError } from './error.ts';
import { spawnWatched } from './watchdog.ts';

const MAJOR = '18';

/** The role that owns Fairlead's tables and its database of the same name; not a superuser, so that row level security binds it. */
export const OWNER = 'fairlead';
export const SUPERUSER = 'postgres';

export interface ClusterOptions {
  readonly folder: DataFolder;
  readonly binaries: Binaries;
  readonly account: Account;
  /** Flush the new cluster to disk before it counts as made. */
  readonly durable: boolean;
  readonly onProgress: (message: string) => void;
}

/** Makes the cluster on the first start; on later ones mends owner and permissions. Returns the passwords of its roles. */
export async function prepareCluster(options: ClusterOptions): Promise<Passwords> {
  const { folder, account } = options;
  const known = readPasswords(folder.root);
  const passwords = known ?? { superuser: secret(), owner: secret() };
  if (fs.existsSync(folder.cluster)) {
    checkVersion(folder.cluster);
    takeOwnership(folder.cluster, account);
    if (known === undefined) singleUser(options, folder.cluster, setPasswords(passwords));
  } else {
    options.onProgress(`Setting up PostgreSQL ${MAJOR} in ${folder.cluster} (on the first start only)`);
    await createCluster(options, passwords);
  }
  if (known === undefined) folder.setPasswords(passwords);
  return passwords;
}

/** Made beside its place and renamed into it when whole, so that a cluster that exists is never half made. */
async function createCluster(options: ClusterOptions, passwords: Passwords): Promise<void> {
  const { folder, binaries, account, durable } = options;
  const unfinished = `${folder.cluster}.unfinished`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  takeOwnership(unfinished, account);
  const command = [binaries.initdb, '-D', unfinished, '-U', SUPERUSER, '--auth=reject', '--encoding=UTF8'];
  // PostgreSQL's own collation: the order does not change with the operating system below the data.
  command.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!durable) command.push('--no-sync');
  const initdb = spawnWatched(command, account, unfinished);
  let said = '';
  initdb.process.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await initdb.ended;
  if (code !== 0)
    throw new EmbeddedError(
      `PostgreSQL could not be set up in ${folder.cluster} (initdb ended with ${code}): ${said.trim()}`,
    );
  fs.writeFileSync(path.join(unfinished, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  singleUser(options, unfinished, [...setPasswords(passwords, 'CREATE'), `CREATE DATABASE ${OWNER} OWNER ${OWNER};`]);
  fs.renameSync(unfinished, folder.cluster);
}

/** 256 random bits leave nothing for key stretching to add, so one iteration makes logging in cheap. */
function setPasswords(passwords: Passwords, owner: 'ALTER' | 'CREATE' = 'ALTER'): readonly string[] {
  return [
    'SET scram_iterations = 1;',
    `ALTER ROLE ${SUPERUSER} PASSWORD '${passwords.superuser}';`,
    `${owner} ROLE ${OWNER} LOGIN CREATEROLE PASSWORD '${passwords.owner}';`,
  ];
}

const secret = (): string => randomBytes(32).toString('hex');

/** Runs statements while no server does: the only way in before there is a password. */
function singleUser({ binaries, account }: ClusterOptions, cluster: string, statements: readonly string[]): void {
  const command = [binaries.postgres, '--single', '-D', cluster, '-c', 'exit_on_error=on', 'postgres'];
  const [program = '', ...args] = [...account.prefix, ...command];
  const done = spawnSync(program, args, {
    ...account.ids,
    cwd: cluster,
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' },
    input: `${statements.join('\n')}\n`,
    encoding: 'utf8',
  });
  if (done.status !== 0)
    throw new EmbeddedError(`PostgreSQL in ${cluster} refused its first statements: ${done.stderr}`);
}

function checkVersion(cluster: string): void {
  const version = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new EmbeddedError(
    `${cluster} was made by PostgreSQL ${version}, this Fairlead brings ${MAJOR}. Dump it with the release that made it and ` +
      'restore it here, or set DATABASE_URL to a PostgreSQL that can read it.',
  );
}

/** After a copy, a restored backup or a change of user the files may belong to somebody else; PostgreSQL insists on its own. */
function takeOwnership(cluster: string, account: Account): void {
  const { uid } = fs.statSync(cluster);
  if (account.owner === undefined && process.getuid !== undefined && uid !== process.getuid()) {
    throw new EmbeddedError(
      `${cluster} belongs to user id ${uid}, not to the user that runs Fairlead (${process.getuid()}). ` +
        `Give it back with: sudo chown -R ${process.getuid()} ${cluster}`,
    );
  }
  if (account.owner !== undefined && uid !== account.owner) {
    const { status, stderr } = spawnSync('chown', ['-R', `${account.owner}:${account.owner}`, cluster], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new EmbeddedError(`Cannot give ${cluster} to the user of PostgreSQL: ${stderr}`);
  }
  if (process.platform !== 'win32') fs.chmodSync(cluster, 0o700);
}
