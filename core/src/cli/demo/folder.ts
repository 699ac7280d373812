import fs from 'node:fs';
import path from 'node:path';
import { startEmbedded } from '../../embedded/index.ts';
import type { Database } from '../database.ts';
import { Failure } from '../failure.ts';
import { say } from '../output.ts';

/** What a demo's data folder says of itself. */
export interface DemoNotes {
  readonly state: 'making' | 'ready';
  /** Whom to sign in as. Made up with the demo, good for nothing else. */
  readonly email: string;
  readonly password: string;
}

const fileOf = (folder: string): string => path.join(folder, 'demo.json');

/**
 * The notes of a demo; null where there is none yet.
 *
 * @throws Failure where the folder holds something else, which a demo never touches
 */
export function readNotes(folder: string): DemoNotes | null {
  if (!fs.existsSync(folder) || fs.readdirSync(folder).length === 0) return null;
  if (!fs.existsSync(fileOf(folder)))
    throw new Failure(`${folder} holds something else than a demo: name another folder with --folder.`);
  return JSON.parse(fs.readFileSync(fileOf(folder), 'utf8')) as DemoNotes;
}

export function writeNotes(folder: string, notes: DemoNotes): void {
  fs.writeFileSync(fileOf(folder), `${JSON.stringify(notes, null, 2)}\n`, { mode: 0o600 });
}

/** A PostgreSQL for what can be made again at any time: it need not survive a power cut. */
export async function demoDatabase(folder: string): Promise<Database> {
  const { url, host, stop } = await startEmbedded({ dataDir: folder, durable: false, onProgress: say });
  return {
    url,
    ownerUrl: url,
    description: `PostgreSQL 18 at ${host}, data in ${folder}`,
    embedded: true,
    close: stop,
  };
}

/** Takes a demo's folder away. Opened first, so that one in use is never pulled from under its server. */
export async function removeDemo(folder: string): Promise<void> {
  const database = await demoDatabase(folder);
  await database.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
