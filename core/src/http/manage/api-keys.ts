import {
  ApiKeyPage,
  ApiKeyQuery,
  ApiKeyRow,
  IdParams,
  MadeApiKey,
  MadeSigningSecret,
  NewApiKey,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { createApiKey } from '../../flows/manage/create-api-key.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { listApiKeys, readApiKey } from '../../flows/manage/read-api-keys.ts';
import { revokeApiKey } from '../../flows/manage/revoke-api-key.ts';
import { rotateSigningSecret } from '../../flows/manage/rotate-signing-secret.ts';
import { refuseLive } from './refuse-live.ts';

const tags = ['API keys'];

/** `/v1/api-keys`: what machines call with (I3). */
export function apiKeys(app: PluginApp, desk: Desk): void {
  app.get(
    '/api-keys',
    { schema: { querystring: ApiKeyQuery, response: { 200: ApiKeyPage }, tags, summary: 'List API keys' } },
    async ({ scope, query }) => listApiKeys(desk, scope, query),
  );
  app.post(
    '/api-keys',
    {
      schema: { body: NewApiKey, response: { 201: MadeApiKey }, tags, summary: 'Add an API key, shown only now' },
      config: { problems: ['unknown_reference'], shownOnce: ['key', 'signingSecret'] },
    },
    async ({ scope, body }, reply) => {
      refuseLive(scope, body.mode, 'keys');
      return reply.code(201).send(await createApiKey(desk, scope, body));
    },
  );
  app.get(
    '/api-keys/:id',
    {
      schema: { params: IdParams, response: { 200: ApiKeyRow }, tags, summary: 'Show an API key' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readApiKey(desk, scope, params.id),
  );
  app.post(
    '/api-keys/:id/signing-secret',
    {
      schema: {
        params: IdParams,
        response: { 201: MadeSigningSecret },
        tags,
        summary: 'Replace the signing secret of an API key, shown only now',
      },
      config: { problems: ['not_found', 'illegal_transition', 'invalid_settings'], shownOnce: ['signingSecret'] },
    },
    async ({ scope, params }, reply) => {
      if (scope.mode === 'test') refuseLive(scope, (await readApiKey(desk, scope, params.id)).mode, 'keys');
      return reply.code(201).send(await rotateSigningSecret(desk, scope, params.id));
    },
  );
  app.post(
    '/api-keys/:id/revoke',
    {
      schema: { params: IdParams, response: { 200: ApiKeyRow }, tags, summary: 'Revoke an API key for good' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => {
      if (scope.mode === 'test') refuseLive(scope, (await readApiKey(desk, scope, params.id)).mode, 'keys');
      return revokeApiKey(desk, scope, params.id);
    },
  );
}
