import type { FastifyRequest, FastifySchemaValidationError } from 'fastify';
import {
  IdParams,
  NewSavedView,
  SavedView,
  SavedViewChange,
  SavedViewPage,
  SavedViewQuery,
  rangeNames,
  type ViewedList,
  viewedLists,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { Problem } from '../../contract/errors.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeView, createView, listViews, readView, removeView } from '../../flows/manage/views.ts';
import { refuseBelow } from '../auth/people.ts';
import { describeErrors } from '../validation.ts';

const tags = ['Views'];

/** `/v1/views`: lists narrowed as somebody often wants them. Everybody keeps their own; what is shared takes a manager. */
export function views(app: PluginApp, desk: Desk): void {
  const all = { querystring: SavedViewQuery, response: { 200: SavedViewPage }, tags, summary: 'List saved views' };
  app.get('/views', { schema: all }, async ({ scope, query }) => listViews(desk, scope, query));

  const create = { body: NewSavedView, response: { 201: SavedView }, tags, summary: 'Save a view' };
  app.post('/views', { schema: create, config: { problems: ['forbidden'] } }, async (request, reply) => {
    const { body, scope, person } = request;
    if (body.shared === true) refuseBelow(person, 'manager');
    checkGrammar(request, body.list, body);
    return reply.code(201).send(await createView(desk, scope, body));
  });

  const change = {
    params: IdParams,
    body: SavedViewChange,
    response: { 200: SavedView },
    tags,
    summary: 'Change a saved view',
  };
  const problems = ['not_found', 'stale_version', 'forbidden'];
  app.patch('/views/:id', { schema: change, config: { problems } }, async (request) => {
    const { body, params, scope, person } = request;
    const { list, shared } = await readView(desk, scope, params.id);
    if (shared || body.shared === true) refuseBelow(person, 'manager');
    checkGrammar(request, list, body);
    return changeView(desk, scope, params.id, body);
  });

  const remove = {
    params: IdParams,
    response: { 204: { type: 'null', description: 'It is gone.' } },
    tags,
    summary: 'Forget a saved view',
  };
  app.delete(
    '/views/:id',
    { schema: remove, config: { problems: ['not_found', 'forbidden'] } },
    async ({ params, scope, person }, reply) => {
      const { shared } = await readView(desk, scope, params.id);
      if (shared) refuseBelow(person, 'manager');
      await removeView(desk, scope, params.id);
      return reply.code(204).send();
    },
  );
}

interface Narrowing {
  readonly filters?: Readonly<Record<string, string>>;
  readonly sort?: string | null;
}

/** As the list itself would take it, with its own messages. @throws Problem `invalid_request` and the codes of wrong values */
function checkGrammar(request: FastifyRequest, list: ViewedList, { filters, sort }: Narrowing): void {
  const { filters: schema, query } = viewedLists[list];
  if (filters !== undefined) {
    const { range, ...narrowing } = filters;
    const hasDays = 'from' in schema.properties;
    if (range !== undefined && !(hasDays && isRange(range))) {
      throw wrong('/filters/range', hasDays ? `is none of ${rangeNames.join(', ')}` : `means nothing to ${list}`);
    }
    check(request, schema, narrowing, '/filters');
  }
  if (sort === undefined || sort === null) return;
  const order = (query.properties as Readonly<Record<string, object>>)['sort'];
  if (order === undefined) throw wrong('/sort', `the list ${list} has one order only`);
  check(request, sortOf(order), { sort }, '');
}

const isRange = (text: unknown): boolean => (rangeNames as readonly unknown[]).includes(text);

/** Schemas are compiled once each, by their identity. */
const sorts = new WeakMap<object, object>();
function sortOf(order: object): object {
  const known = sorts.get(order) ?? { type: 'object', properties: { sort: order } };
  sorts.set(order, known);
  return known;
}

function check(request: FastifyRequest, schema: object, value: object, at: string): void {
  const validate = request.compileValidationSchema(schema, 'querystring');
  if (validate(value)) return;
  const { code, message, extra } = describeErrors(
    (validate.errors ?? []) as FastifySchemaValidationError[],
    'querystring',
  );
  const places = (extra['errors'] ?? []) as readonly { readonly path: string }[];
  throw new Problem(code, message, {
    errors: places.map((place) => ({ ...place, in: 'body', path: at + place.path })),
  });
}

const wrong = (path: string, message: string): Problem =>
  new Problem('invalid_request', `In the body: ${path} ${message}.`, { errors: [{ in: 'body', path, message }] });
