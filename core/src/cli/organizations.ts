import type { Store } from '../store/database.ts';
import { listOrganizations } from '../store/doors.ts';
import { Failure } from './failure.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The organizations a command is about: all, or the one given by id or name.
 *
 * @throws Failure naming those there are
 */
export async function chosenOrganizations(store: Store, given: string | undefined): Promise<readonly Named[]> {
  const all = await listOrganizations(store);
  if (given === undefined) return all;
  const chosen = all.filter(({ id, name }) => id === given.toLowerCase() || name === given);
  if (chosen.length === 0) throw new Failure(`There is no organization '${given}'. There are: ${listed(all)}.`);
  if (chosen.length > 1)
    throw new Failure(`Several organizations are named '${given}'; give the id: ${listed(chosen)}.`);
  return chosen;
}

/** The organization a command needs: the one given, or the only one there is. */
export async function oneOrganization(store: Store, given: string | undefined): Promise<Named> {
  const [first, ...others] = await chosenOrganizations(store, given);
  if (first === undefined) {
    throw new Failure('There is no organization yet. Make one with: fairlead init --organization "Acme"');
  }
  if (others.length > 0) {
    throw new Failure(`There are several organizations; say which with --organization: ${listed([first, ...others])}.`);
  }
  return first;
}

const listed = (organizations: readonly Named[]): string =>
  organizations.length === 0 ? 'none yet' : organizations.map(({ id, name }) => `${name} (${id})`).join(', ');
