import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { Problem, problems, type ProblemCode } from '../contract/errors.ts';

const page = (code: ProblemCode): object => ({
  type: `/problems/${code}`,
  code,
  status: problems[code][0],
  title: problems[code][1],
});

/** The catalogue, and the page behind the `type` of every problem. */
export function addProblemPages(app: FastifyInstance): void {
  const codes = Object.keys(problems) as ProblemCode[];
  app.get('/problems', { schema: { hide: true } }, async () => ({ data: codes.map(page) }));
  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    { schema: { hide: true, params: Type.Object({ code: Type.String() }) } },
    async ({ params }) => {
      const code = codes.find((one) => one === params.code);
      if (code === undefined) throw new Problem('not_found', 'There is no problem of this name; /problems lists all.');
      return page(code);
    },
  );
}
