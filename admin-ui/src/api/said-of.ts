import { ApiProblem, placeOf } from './problem.ts';

/** What is said of a member of the body: by the places of a problem, or by the one field that is taken (`already_exists`). */
export const saidOf = (error: unknown, path: string): string | undefined =>
  placeOf(error, path) ?? (fieldOf(error) === path ? (error as ApiProblem).message : undefined);

/** JSON pointers of all members a problem speaks of. */
export const pathsOf = (error: unknown): readonly string[] =>
  error instanceof ApiProblem ? [...error.places.map(({ path }) => path), fieldOf(error) ?? ''] : [];

const fieldOf = (error: unknown): string | undefined =>
  error instanceof ApiProblem && typeof error.extra['field'] === 'string' ? `/${error.extra['field']}` : undefined;
