import { readAlerts } from '../../flows/alerts.ts';
import { findDoubtfulTerms } from '../../flows/manage/doubtful-terms.ts';
import { tablesOf } from '../../plugins/index.ts';
import { listOrganizations } from '../../store/doors.ts';
import { partitionFacts } from '../../store/inspect/clicks.ts';
import { loginFacts, roleFacts } from '../../store/inspect/roles.ts';
import { serverFacts, withClient } from '../../store/inspect/server.ts';
import { workFacts } from '../../store/inspect/work.ts';
import { pendingMigrations } from '../../store/pending-migrations.ts';
import { rolesSql } from '../../store/roles.ts';
import { inSnapshot } from '../../store/session.ts';
import { type Database, openDatabase } from '../database.ts';
import { describeFailure } from '../failure.ts';
import { type Configured, type Opened, withStore } from '../opened.ts';
import { say } from '../output.ts';
import { clickPartitions } from './click-partitions.ts';
import { clockSkew } from './clock.ts';
import { lookAtConfiguration } from './configuration.ts';
import { databaseFindings } from './database.ts';
import { lookAtDisk } from './disk.ts';
import { type Finding, findings } from './finding.ts';
import { migrated } from './migrations.ts';
import { nodeVersion } from './node.ts';
import { lookAtPort } from './port.ts';
import { roleFindings } from './roles.ts';
import { countSealedEarlier } from '../reseal.ts';
import { lookAtConnections, lookAtKey, sealedEarlier } from './secrets.ts';
import { termsFindings } from './terms.ts';
import { alertFindings, workFindings } from './work.ts';

/** Looks at everything, as far as what was found so far allows; tells each finding as soon as it is there. */
export async function examine(tell: (finding: Finding) => void): Promise<void> {
  tell(nodeVersion(process.versions.node));
  const { found, known } = await lookAtConfiguration(process.env);
  found.forEach(tell);
  if (known === undefined) return;
  const { host, port } = known.environment;
  tell(await lookAtPort(host, port));
  const { ok, problem } = findings('database');
  const mend = 'the other checks need it: mend this first';
  try {
    const database = await openDatabase({ ...known, onProgress: say });
    try {
      const opened = { ...known, database };
      if (database.embedded) tell(await lookAtDisk(known.environment.dataDir));
      const ready = await examineDatabase(opened, tell, () => tell(ok(database.description)));
      if (ready) await withStore(opened, (fairlead) => examineContent(fairlead, tell));
    } finally {
      await database.close();
    }
  } catch (error) {
    tell(problem(describeFailure(error), mend));
  }
}

/** Whether its content can be looked at too. */
async function examineDatabase(
  { database, loaded }: Configured & { readonly database: Database },
  tell: (finding: Finding) => void,
  onReached: () => void,
): Promise<boolean> {
  const { url, ownerUrl } = database;
  return withClient(url, async (client) => {
    onReached();
    const server = await serverFacts(client);
    databaseFindings(server).forEach(tell);
    tell(clockSkew(server));
    const login = await loginFacts(client);
    const sql = rolesSql(decodeURIComponent(new URL(ownerUrl).username) || login.name, login.name);
    roleFindings(login, await roleFacts(client), sql).forEach(tell);
    const pending = await pendingMigrations({ ownerUrl, migrations: tablesOf(loaded).migrations });
    tell(migrated(pending));
    if (pending.length > 0) return false;
    tell(clickPartitions(await withClient(ownerUrl, partitionFacts)));
    return login.cannotEnter === null;
  });
}

async function examineContent(fairlead: Opened, tell: (finding: Finding) => void): Promise<void> {
  const { store, engine, sealer, connections } = fairlead;
  const sealing = lookAtKey(sealer);
  tell(sealing);
  const ids: string[] = [];
  for (const { id, name } of await listOrganizations(store)) {
    const scope = { organizationId: id, actor: 'cli' };
    const facts = await inSnapshot(store, scope, (session) => workFacts(session, scope));
    workFindings(facts, name).forEach(tell);
    const alerts = await inSnapshot(store, scope, (session) => readAlerts(engine, session, scope, 'live'));
    alertFindings(alerts, name).forEach(tell);
    termsFindings(await findDoubtfulTerms(engine, scope), name).forEach(tell);
    ids.push(...facts.connections);
  }
  if (sealing.level === 'ok') tell(sealedEarlier(await countSealedEarlier(fairlead)));
  if (sealing.level === 'ok') (await lookAtConnections(connections(), ids)).forEach(tell);
}
