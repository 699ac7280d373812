import type { ApiKeyQuery, ApiKeyRow } from '../../contract/api/api-keys.ts';
import { ApiKey } from '../../store/entities/api-key.ts';
import type { Scope } from '../../store/session.ts';
import { showApiKey } from './api-key-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown } from './read.ts';

export const readApiKey = (desk: Desk, scope: Scope, id: string): Promise<ApiKeyRow> =>
  readOne(desk, scope, kinds.apiKey, id, (row) => showApiKey(desk, row));

export const listApiKeys = (desk: Desk, scope: Scope, query: ApiKeyQuery): Promise<Shown<ApiKeyRow>> =>
  readPage(desk, scope, query, { entity: ApiKey, sortings: { name: 'name' } }, (row) => showApiKey(desk, row));
