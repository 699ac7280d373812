import { listOrganizations } from '../store/doors.ts';
import type { Engine } from './engine.ts';

/** What `/readyz` asks: that a session can enter the tenant role and a door opens. */
export async function checkReadiness({ store }: Engine): Promise<Readonly<Record<string, string | null>>> {
  try {
    await listOrganizations(store);
    return { database: null };
  } catch (error) {
    return { database: error instanceof Error ? error.message : String(error) };
  }
}
