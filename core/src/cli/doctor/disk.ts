import fs from 'node:fs/promises';
import { type Finding, findings } from './finding.ts';

const { ok, warning, problem } = findings('disk');
const megabyte = 1024 ** 2;

/** Of the data folder of the embedded database. A PostgreSQL whose disk is full stops. */
export function freeDisk(freeBytes: number, folder: string): Finding {
  const shown = `${Math.floor(freeBytes / megabyte).toLocaleString('en-US')} MB free for ${folder}`;
  const mend = 'make room, or move the folder and name it in FAIRLEAD_DATA_DIR';
  if (freeBytes < 256 * megabyte) return problem(shown, mend);
  if (freeBytes < 2_048 * megabyte) return warning(shown, mend);
  return ok(shown);
}

export async function lookAtDisk(folder: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await fs.statfs(folder);
    return freeDisk(bavail * bsize, folder);
  } catch (error) {
    return warning(
      `cannot be told: ${error instanceof Error ? error.message : String(error)}`,
      `see that ${folder} is there`,
    );
  }
}
