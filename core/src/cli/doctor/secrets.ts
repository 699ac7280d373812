import type { Connections } from '../../flows/connections.ts';
import { type Sealer, SealError } from '../../store/sealing.ts';
import { type Finding, findings } from './finding.ts';

const { ok, warning, problem } = findings('secret key');

/** Whether there is a key to seal secrets with. */
export function lookAtKey(sealer: () => Sealer): Finding {
  try {
    sealer();
    return ok('is there');
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return problem(error.message, 'the key of backups is the one the secrets were sealed with: keep it with them');
  }
}

/** Whether the keys of before can go. */
export function sealedEarlier(count: number): Finding {
  const { ok, warning } = findings('sealed secrets');
  if (count === 0) return ok('all under the present key');
  return warning(
    `${count} ${count === 1 ? 'is' : 'are'} still under an earlier key, which must stay until then`,
    'once every server runs with the new key: fairlead key reseal',
  );
}

/** Whether it opens the credentials of every connection. */
export async function lookAtConnections(connections: Connections, ids: readonly string[]): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const id of ids) {
    const finding = await lookAtConnection(connections, id);
    if (finding !== null) found.push(finding);
  }
  if (found.length > 0) return found;
  return ids.length === 0 ? [] : [findings('connections').ok(`${ids.length} open`)];
}

async function lookAtConnection(connections: Connections, id: string): Promise<Finding | null> {
  try {
    const connection = await connections.open(id);
    if (connection === null) {
      return warning(
        `connection ${id}: its adapter is not loaded`,
        'add the plugin to fairlead.config.ts, or pause the connection',
      );
    }
    if (connection.secrets.length > 0) return null;
    return warning(`connection ${id} has no signing secret: it refuses every delivery`, `PATCH /v1/connections/${id}`);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return problem(error.message, 'until then its deliveries are refused');
  }
}
