import { Type, type Static } from '@sinclair/typebox';
import { problems, type ProblemCode } from '../errors.ts';
import { OneOf } from './values.ts';

const codes = Object.keys(problems) as ProblemCode[];

/** One wrong place of a request. */
export const ProblemPlace = Type.Object(
  {
    in: OneOf(['body', 'query', 'path', 'header'], { description: 'Where to look.' }),
    path: Type.String({ description: 'JSON pointer within it.', examples: ['/customer/email'] }),
    message: Type.String({ examples: ['must be an integer'] }),
    code: Type.Optional(
      OneOf(codes, { description: 'The code this place alone would be answered with, where it has its own.' }),
    ),
  },
  { title: 'ProblemPlace' },
);

/** RFC 9457, the body of every answer that is an error. */
export const ProblemDocument = Type.Object(
  {
    type: Type.String({
      description: 'Names the kind of problem; a relative address that explains it.',
      examples: ['/problems/invalid_request'],
    }),
    title: Type.String({ description: 'The same for every problem of this code.' }),
    status: Type.Integer({ description: 'The HTTP status.' }),
    code: OneOf(codes, { description: 'What to branch on.' }),
    detail: Type.String({ description: 'What is wrong this time, where, and what to do.' }),
    instance: Type.String({ description: 'The id of the request, as in the logs of the server.' }),
    errors: Type.Optional(Type.Array(ProblemPlace, { description: 'All wrong places of the request, up to 20.' })),
  },
  { title: 'Problem', additionalProperties: true },
);
export type ProblemDocument = Static<typeof ProblemDocument>;
