import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Role, reaches } from '../../contract/api/access.ts';
import { Problem } from '../../contract/errors.ts';
import { tooMany } from '../limits.ts';
import type { Limit } from '../rate-limits.ts';
import type { RequestPerson, RequestScope } from '../request.ts';
import { type Identity, type Person } from './identity.ts';
import { refuseForeignPages } from './origin.ts';

/** How people call `/v1`: by their session, for an organization they belong to. */
export interface People {
  readonly identity: Identity;
  /** Of the public address, which a port that is taken at random is known by only after listening. */
  readonly origin: () => string;
  readonly rolesOf: (personId: string) => Promise<readonly { readonly organizationId: string; readonly role: Role }[]>;
}

/** What a route takes of a person: a least role, or being signed in; undefined: it is closed to people. */
export type Needed = Role | 'person' | undefined;

const header = 'fairlead-organization';

/**
 * Lets a person through to a route, or not; then `request.person`, and `request.scope` where the route is about an organization, are set.
 *
 * @throws Problem `cross_origin`, `not_signed_in`, `forbidden`, `too_many_requests`
 */
export async function admitPerson(
  people: People,
  needed: Needed,
  budget: Limit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeignPages(request, people.origin());
  const found = await people.identity.whoIs(request);
  if (found === null) throw new Problem('not_signed_in', 'The session has ended: sign in again.');
  const { person, cookies } = found;
  const wait = budget(person.id);
  if (wait > 0) throw tooMany(wait, 'this person');
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  request.person = { ...person, role: null };
  if (needed === 'person') return;
  if (needed === undefined)
    throw new Problem('forbidden', 'This route is for API keys only.', { role: null, needed: null });
  const { organizationId, role } = await membershipOf(people, person, request);
  if (!reaches(role, needed)) throw outOfRole(role, needed);
  request.person = { ...person, role };
  request.scope = scopeOf(organizationId, person);
}

async function membershipOf(people: People, person: Person, request: FastifyRequest) {
  const asked = request.headers[header];
  const memberships = await people.rolesOf(person.id);
  if (asked === undefined || asked === '') {
    const [only, ...others] = memberships;
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) {
      throw new Problem('invalid_request', `Say which organization, in a header: ${header}: <id>.`, {
        errors: [{ in: 'header', path: `/${header}`, message: 'is missing' }],
      });
    }
  }
  const found = memberships.find(({ organizationId }) => organizationId === asked);
  if (found === undefined) {
    throw new Problem('forbidden', 'You do not belong to this organization; its owners and admins can invite you.', {
      role: null,
    });
  }
  return found;
}

/**
 * For what a route does only sometimes: a person needs this role, too; keys go by their scopes.
 *
 * @throws Problem `forbidden`
 */
export function refuseBelow(person: RequestPerson | null, needed: Needed): void {
  const role = person?.role;
  if (role === null || role === undefined || needed === undefined || needed === 'person') return;
  if (!reaches(role, needed)) throw outOfRole(role, needed);
}

const outOfRole = (role: Role, needed: Role): Problem =>
  new Problem(
    'forbidden',
    `This takes the role ${needed}${needed === 'owner' ? '' : ' or one above it'}; yours is ${role}.`,
    {
      role,
      needed,
    },
  );

const scopeOf = (organizationId: string, { id }: Person): RequestScope =>
  Object.freeze({ organizationId, actor: `user:${id}`, mode: 'live' as const });
