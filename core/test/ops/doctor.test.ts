import fs from 'node:fs';
import net from 'node:net';
import t from 'tap';
import { clickPartitions } from '../../src/cli/doctor/click-partitions.ts';
import { clockSkew } from '../../src/cli/doctor/clock.ts';
import { databaseFindings } from '../../src/cli/doctor/database.ts';
import { freeDisk, lookAtDisk } from '../../src/cli/doctor/disk.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { migrated } from '../../src/cli/doctor/migrations.ts';
import { nodeVersion } from '../../src/cli/doctor/node.ts';
import { lookAtPort } from '../../src/cli/doctor/port.ts';
import { roleFindings } from '../../src/cli/doctor/roles.ts';
import { workFindings } from '../../src/cli/doctor/work.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';

const good = {
  version: 180_004,
  encoding: 'UTF8',
  timeZone: 'Europe/Berlin',
  fsync: 'on',
  synchronousCommit: 'on',
  fullPageWrites: 'on',
  skewMs: 0,
  roundTripMs: 1,
};
const login = { name: 'server', superuser: false, bypassesRls: false, canLogIn: true, owned: 0, cannotEnter: null };
const app = { name: 'fairlead_app', superuser: false, bypassesRls: false, canLogIn: false, owned: 0 };
const quiet = { parked: 0, overdueDeliveries: 0, overdueRevisits: 0 };
const megabyte = 1024 ** 2;

const levelsOf = (findings: readonly Finding[]): object =>
  Object.fromEntries(findings.filter(({ level }) => level !== 'ok').map(({ check, level }) => [check, level]));

t.test('what is as it should be is ok', async (t) => {
  const all = [
    nodeVersion('24.21.0'),
    ...databaseFindings(good),
    clockSkew(good),
    ...roleFindings(login, [app], ''),
    migrated([]),
    clickPartitions({ present: '2026_11', months: ['2026_11', '2026_12'] }),
    ...workFindings(quiet, 'Acme'),
    freeDisk(10_000 * megabyte, '.data'),
  ];
  t.same(levelsOf(all), {});
  t.ok(all.length > 10);
});

const wrong: Readonly<Record<string, readonly [readonly Finding[], object]>> = {
  'a Node that cannot strip types': [[nodeVersion('22.17.1')], { Node: 'problem' }],
  'a Node nobody tests with': [[nodeVersion('25.0.0')], { Node: 'warning' }],
  'a PostgreSQL that is too old': [databaseFindings({ ...good, version: 140_012 }), { PostgreSQL: 'problem' }],
  'an encoding that cannot hold every name': [
    databaseFindings({ ...good, encoding: 'LATIN1' }),
    { encoding: 'problem' },
  ],
  'what keeps data turned off': [
    databaseFindings({ ...good, fsync: 'off', synchronousCommit: 'off', fullPageWrites: 'off' }),
    { fsync: 'problem', synchronous_commit: 'problem', full_page_writes: 'problem' },
  ],
  'clocks some seconds apart': [[clockSkew({ skewMs: -3_000, roundTripMs: 2 })], { clocks: 'warning' }],
  'clocks minutes apart': [[clockSkew({ skewMs: 90_000, roundTripMs: 2 })], { clocks: 'problem' }],
  'a login that cannot enter the tenant role': [
    roleFindings({ ...login, cannotEnter: 'permission denied to set role' }, [], 'grant …'),
    { login: 'problem' },
  ],
  'a login that nothing binds': [roleFindings({ ...login, superuser: true }, [], ''), { 'login rights': 'warning' }],
  'a tenant role that row level security does not bind': [
    roleFindings(login, [{ ...app, bypassesRls: true }], ''),
    { fairlead_app: 'problem' },
  ],
  'a tenant role that owns something': [roleFindings(login, [{ ...app, owned: 1 }], ''), { fairlead_app: 'problem' }],
  'migrations that did not run': [[migrated(['core/0001_ground'])], { migrations: 'warning' }],
  'no partition for this month': [
    [clickPartitions({ present: '2026_11', months: ['2026_10'] })],
    { 'click partitions': 'problem' },
  ],
  'no partition for the next month': [
    [clickPartitions({ present: '2026_11', months: ['2026_11'] })],
    { 'click partitions': 'warning' },
  ],
  'work that waits': [
    workFindings({ parked: 1, overdueDeliveries: 2, overdueRevisits: 3 }, 'Acme'),
    {
      'Acme: parked deliveries': 'warning',
      'Acme: overdue deliveries': 'warning',
      'Acme: overdue payments': 'warning',
    },
  ],
  'little disk': [[freeDisk(1_000 * megabyte, '.data')], { disk: 'warning' }],
  'hardly any disk': [[freeDisk(100 * megabyte, '.data')], { disk: 'problem' }],
};

for (const [what, [found, levels]] of Object.entries(wrong)) {
  t.test(`${what} is found, with its mend`, async (t) => {
    t.same(levelsOf(found), levels);
    for (const finding of found) t.equal(finding.mend === undefined, finding.level === 'ok');
  });
}

t.test('a port is free, taken by a Fairlead, or taken by something else', async (t) => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.resume().end(answer);
  });
  let answer = '';
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  t.match(await lookAtPort('127.0.0.1', port), { level: 'problem', detail: /taken by another program/ });
  const body = JSON.stringify({ info: { title: 'Fairlead' } });
  answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
  t.match(await lookAtPort('127.0.0.1', port), { level: 'ok', detail: /a Fairlead listens/ });
  await new Promise((resolve) => server.close(resolve));
  t.match(await lookAtPort('127.0.0.1', port), { level: 'ok', detail: /is free/ });
  t.match(await lookAtPort('203.0.113.1', 4400), { level: 'problem', detail: /EADDRNOTAVAIL/ });
  t.match(await lookAtPort('127.0.0.1', 0), { level: 'ok' });
});

t.test('the disk of a folder is looked at; one that is not there is only a warning', async (t) => {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  t.match(await lookAtDisk(folder), { check: 'disk', detail: /MB free for/ });
  t.match(await lookAtDisk(`${folder}/none`), { level: 'warning' });
});
