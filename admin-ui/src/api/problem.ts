import type { ProblemDocument } from '@fairlead/core/api';

type Place = NonNullable<ProblemDocument['errors']>[number];

/** An answer that was an error (RFC 9457), or none at all: then the status is 0. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly places: readonly Place[];
  /** Members of the document beside the usual ones. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor({ status, code, title, detail, errors, ...extra }: Partial<ProblemDocument> & Record<string, unknown>) {
    super(detail ?? title ?? 'The server answered with an error.');
    this.name = 'ApiProblem';
    this.status = status ?? 0;
    this.code = code ?? 'unknown';
    this.title = title ?? 'Something went wrong';
    this.places = errors ?? [];
    this.extra = extra;
  }
}

/** No answer came: the server is down, or the network is. */
export const unreachable = (): ApiProblem =>
  new ApiProblem({
    title: 'The server cannot be reached',
    detail: 'No answer came. Perhaps it is being restarted, or you are offline.',
  });

export const isUnreachable = (error: unknown): boolean => error instanceof ApiProblem && error.status === 0;

/** The first thing said of a member of the body, by its JSON pointer. */
export const placeOf = (error: unknown, path: string): string | undefined =>
  error instanceof ApiProblem ? error.places.find((place) => place.path === path)?.message : undefined;

export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof ApiProblem && codes.includes(error.code);
