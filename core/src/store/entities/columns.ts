import { p } from '@mikro-orm/postgresql';

/** The key of every row of a tenant. Policies and keys begin with the organization (0002_edited.sql). */
export const tenantKey = () => ({
  organizationId: p.uuid().primary(),
  id: p.uuid().primary(),
});

/** Of rows people change: `version` counts up with every change, so that two editors do not overwrite each other. */
export const edited = () => ({
  createdAt: p.datetime().defaultRaw('now()'),
  version: p.integer().version().default(1),
});
