import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure } from '../failure.ts';

/**
 * Keys of a processor from a file or standard input, so that they stand in no list of processes and no history.
 *
 * @throws Failure
 */
export async function givenCredentials(
  from: string | undefined,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (from === undefined) return undefined;
  const read = from === '-' ? await text(process.stdin) : await readable(from);
  const value = json(read);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Failure('--credentials takes a JSON object, such as {"apiKey":"rk_live_…"}.');
}

async function readable(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(`--credentials: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'failed'}).`);
  }
}

function json(read: string): unknown {
  try {
    return JSON.parse(read) as unknown;
  } catch {
    return undefined;
  }
}
