import fs from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './error.ts';
import { lockFolder } from './lock.ts';

/** The data folder belongs to another Fairlead process at the moment. */
export class FolderInUse extends EmbeddedError {}

/** Whoever holds the folder, and where its PostgreSQL answers. */
export interface Running {
  readonly pid: number;
  readonly port: number;
}

/** Passwords of the two roles that can log in, made once per cluster. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
}

/** The data folder, locked for this process. */
export interface DataFolder {
  /** Absolute, symbolic links resolved, so that two names of one folder are one folder. */
  readonly root: string;
  /** PostgreSQL's own folder in it. */
  readonly cluster: string;
  setRunning(port: number): void;
  setPasswords(passwords: Passwords): void;
  release(): void;
}

/**
 * Makes the data folder where it is missing and takes it for this process.
 *
 * @throws EmbeddedError naming the folder and the process that has it
 */
export function takeDataFolder(dataDir: string): DataFolder {
  const root = makeFolder(dataDir);
  const lock = lockFolder(root);
  if (lock === undefined) throw new FolderInUse(inUse(root));
  const running = path.join(root, 'running.json');
  write(running, { pid: process.pid });
  return {
    root,
    cluster: path.join(root, 'postgres'),
    setRunning: (port) => write(running, { pid: process.pid, port }),
    setPasswords: (passwords) => write(path.join(root, 'postgres.json'), passwords),
    release: () => {
      fs.rmSync(running, { force: true });
      lock.release();
    },
  };
}

/** What the holder of the folder says of itself. Believe it only while the folder is held. */
export function readRunning(dataDir: string): Partial<Running> {
  return read(dataDir, 'running.json') ?? {};
}

export function readPasswords(dataDir: string): Passwords | undefined {
  return read(dataDir, 'postgres.json') as Passwords | undefined;
}

function makeFolder(dataDir: string): string {
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const root = fs.realpathSync(dataDir);
    // Under root PostgreSQL runs as nobody, who must pass through to its own folder, and can list or read nothing here.
    if (process.getuid?.() === 0) fs.chmodSync(root, fs.statSync(root).mode | 0o011);
    return root;
  } catch (error) {
    throw new EmbeddedError(
      `Cannot make the data folder ${path.resolve(dataDir)}: ${(error as Error).message}. FAIRLEAD_DATA_DIR names another one.`,
      { cause: error },
    );
  }
}

function inUse(root: string): string {
  const { pid } = readRunning(root);
  return (
    `The data folder ${root} is in use by ${pid ? `process ${pid}` : 'another process'}, which runs Fairlead on it. ` +
    'Stop that one first, or give this one a folder of its own with FAIRLEAD_DATA_DIR.'
  );
}

function read(folder: string, name: string): object | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as object;
  } catch {
    // Missing, or a disk that was full when it was written: both mean that it is not known.
    return undefined;
  }
}

/** By rename, so that a reader sees the old content or the new, and a crash leaves one of them. */
function write(file: string, content: object): void {
  const next = `${file}.next`;
  fs.writeFileSync(next, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
  fs.renameSync(next, file);
}
