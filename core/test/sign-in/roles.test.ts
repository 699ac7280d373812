import t from 'tap';
import { memberRoles, reaches, roleFor, routeRoles } from '../../src/contract/api/access.ts';
import { newId } from '../../src/store/ids.ts';
import { frontDoor, inside } from './support/front-door.ts';

/** Every route under /v1, called by everybody: only who its row of the table names gets past the door. */

const door = await frontDoor(t);
const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
const people = new Map([['owner', olivia]]);
for (const role of ['admin', 'manager', 'viewer'])
  people.set(role, await door.member(olivia, organizationId, `${role}@example.com`, role));

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
const document = (await door.server.app.inject('/openapi.json')).json<Document>();
const routes = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase() as 'GET',
      url: path.replace(/\{(\w+)\}/g, ':$1'),
    })),
  );

t.test('every route has its row in the table, and every row its route', async (t) => {
  t.ok(routes.length > 60, `${routes.length} routes`);
  const names = routes.map(({ method, url }) => `${method} ${url}`);
  t.strictSame(
    names.filter((name) => !(name in routeRoles)),
    [],
    'a route without a row is closed to people: add it to contract/api/access.ts',
  );
  t.strictSame(
    Object.keys(routeRoles).filter((name) => !names.includes(name)),
    [],
  );
});

/** What changes something goes last, and who is removed or demoted by it is nobody. */
const nobody = newId();

t.test('route × role', async (t) => {
  let refused = 0;
  for (const { method, url } of routes.filter((one) => one.url !== '/v1/events')) {
    const needed = roleFor(method, url);
    for (const role of memberRoles) {
      const path = url.replaceAll(/:\w+/g, nobody);
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await (people.get(role) as typeof olivia).ask(method, path, body, inside(organizationId));
      const name = `${role}: ${method} ${url} → ${answer.status} ${JSON.stringify(answer.body['code'])}`;
      if (needed === 'person' || (needed !== undefined && reaches(role, needed))) {
        // Past the door everything else may be wrong with the request.
        t.notOk(answer.status === 401 || answer.body['code'] === 'forbidden' || answer.status >= 500, name);
      } else {
        refused++;
        t.match(answer, { status: 403, body: { code: 'forbidden', role, needed } }, name);
      }
    }
  }
  t.ok(refused > 40, `${refused} were refused`);
});

t.test('a manager enrolls, but not with terms of its own', async (t) => {
  const body = { campaignId: nobody, affiliateId: nobody, terms: { models: {} } };
  for (const [role, code] of [
    ['manager', 'forbidden'],
    ['admin', 'unknown_reference'],
  ] as const) {
    const answer = await people.get(role)?.post('/v1/enrollments', body, inside(organizationId));
    t.match(answer?.body, { code }, role);
  }
});
