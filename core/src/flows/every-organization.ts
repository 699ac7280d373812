import { listOrganizations } from '../store/doors.ts';
import type { Engine } from './engine.ts';

/** Does the same for all organizations in turn, until it is stopped; one that fails holds up no other. */
export async function inEveryOrganization(
  { store }: Pick<Engine, 'store'>,
  signal: AbortSignal,
  onError: (error: Error) => void,
  work: (organizationId: string) => Promise<unknown>,
): Promise<void> {
  for (const { id } of await listOrganizations(store)) {
    if (signal.aborted) return;
    try {
      await work(id);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
