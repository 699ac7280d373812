import type { ConnectionSchemas } from '@fairlead/core/api';
import type { UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';

/** The processors that can be connected, each with the form of its secrets. */
export const useAdapters = (): UseQueryResult<ConnectionSchemas> =>
  useApi<ConnectionSchemas>('/v1/schemas/connections');
