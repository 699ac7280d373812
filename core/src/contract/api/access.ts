/** What people may do in an organization, the least first: each may do what those before it may. */
export const memberRoles = ['viewer', 'manager', 'admin', 'owner'] as const;
export type Role = (typeof memberRoles)[number];

/** Whether `role` reaches `needed`. */
export const reaches = (role: Role, needed: Role): boolean => memberRoles.indexOf(role) >= memberRoles.indexOf(needed);

/**
 * Who may call which route: the least role it takes. `person`: anybody who is signed in, wherever they belong. A route that is missing here is
 * closed to people, and fails a test. Routes of plugins are read by viewers and changed by admins. API keys go by their scopes instead.
 */
export const routeRoles = {
  'GET /v1/me': 'person',
  'GET /v1/organization': 'viewer',
  'PATCH /v1/organization': 'owner',
  'GET /v1/members': 'viewer',
  'PATCH /v1/members/:id': 'admin',
  'DELETE /v1/members/:id': 'admin',
  'GET /v1/invitations': 'admin',
  'POST /v1/invitations': 'admin',
  'DELETE /v1/invitations/:id': 'admin',

  'GET /v1/campaigns': 'viewer',
  'POST /v1/campaigns': 'admin',
  'GET /v1/campaigns/:id': 'viewer',
  'PATCH /v1/campaigns/:id': 'admin',
  'GET /v1/campaigns/:id/terms': 'viewer',
  'POST /v1/campaigns/:id/terms': 'admin',
  'GET /v1/groups': 'viewer',
  'POST /v1/groups': 'admin',
  'GET /v1/groups/:id': 'viewer',
  'PATCH /v1/groups/:id': 'admin',
  'GET /v1/groups/:id/terms': 'viewer',
  'POST /v1/groups/:id/terms': 'admin',

  'GET /v1/affiliates': 'viewer',
  'GET /v1/affiliates.csv': 'viewer',
  'GET /v1/affiliates/summary': 'viewer',
  'GET /v1/affiliates/figures': 'viewer',
  'POST /v1/affiliates': 'manager',
  'GET /v1/affiliates/:id': 'viewer',
  'PATCH /v1/affiliates/:id': 'manager',
  'GET /v1/enrollments': 'viewer',
  'GET /v1/enrollments/summary': 'viewer',
  // With terms of its own: admin, as for the route that changes them.
  'POST /v1/enrollments': 'manager',
  'POST /v1/enrollments/bulk': 'manager',
  'GET /v1/enrollments/:id': 'viewer',
  'PATCH /v1/enrollments/:id': 'manager',
  'GET /v1/enrollments/:id/terms': 'viewer',
  'POST /v1/enrollments/:id/terms': 'admin',
  'GET /v1/links': 'viewer',
  'POST /v1/links': 'manager',
  'GET /v1/links/:id': 'viewer',
  'PATCH /v1/links/:id': 'manager',
  'GET /v1/parent-coupons': 'viewer',
  'POST /v1/parent-coupons': 'admin',
  'GET /v1/parent-coupons/:id': 'viewer',
  'PATCH /v1/parent-coupons/:id': 'admin',
  'GET /v1/coupons': 'viewer',
  'GET /v1/coupons/summary': 'viewer',
  'POST /v1/coupons': 'manager',
  'GET /v1/coupons/:id': 'viewer',
  'PATCH /v1/coupons/:id': 'manager',
  'POST /v1/coupons/:id/mint': 'manager',
  'GET /v1/coupons.csv': 'viewer',
  'POST /v1/enrollments/:id/codes': 'manager',

  'GET /v1/connections': 'viewer',
  'POST /v1/connections': 'admin',
  'GET /v1/connections/:id': 'viewer',
  'PATCH /v1/connections/:id': 'admin',
  'GET /v1/connections/:id/backfills': 'viewer',
  'POST /v1/connections/:id/backfills': 'admin',
  'POST /v1/connections/:id/setup': 'admin',
  'GET /v1/api-keys': 'viewer',
  'POST /v1/api-keys': 'admin',
  'GET /v1/api-keys/:id': 'viewer',
  'POST /v1/api-keys/:id/signing-secret': 'admin',
  'POST /v1/api-keys/:id/revoke': 'admin',
  'GET /v1/audit': 'viewer',

  'GET /v1/backtests': 'viewer',
  // Posts nothing; but it is work for the server.
  'POST /v1/backtests': 'manager',
  'GET /v1/backtests/:id': 'viewer',
  'POST /v1/backtests/:id/cancel': 'manager',
  'GET /v1/backtests/:id/affiliates': 'viewer',
  'GET /v1/backtests/:id/affiliates.csv': 'viewer',

  'POST /v1/clicks': 'manager',
  'POST /v1/leads': 'manager',
  'POST /v1/events': 'manager',
  'POST /v1/sales': 'manager',
  'POST /v1/refunds': 'manager',

  'GET /v1/clicks': 'viewer',
  'GET /v1/clicks.csv': 'viewer',
  'GET /v1/conversions': 'viewer',
  'GET /v1/conversions/summary': 'viewer',
  'GET /v1/conversions.csv': 'viewer',
  'POST /v1/conversions/:id/move': 'manager',
  'POST /v1/conversions/:id/deny': 'manager',
  'POST /v1/conversions/:id/reinstate': 'manager',
  'GET /v1/conversions/:id/explain': 'viewer',
  'POST /v1/enrollments/:id/milestones': 'manager',
  'GET /v1/leads': 'viewer',
  'GET /v1/leads/summary': 'viewer',
  'GET /v1/leads.csv': 'viewer',
  'POST /v1/leads/bulk': 'manager',
  'POST /v1/leads/:id/validate': 'manager',
  'POST /v1/leads/:id/reject': 'manager',
  'GET /v1/payments': 'viewer',
  'GET /v1/payments/summary': 'viewer',
  'GET /v1/payments/:id/explain': 'viewer',
  'POST /v1/payments': 'manager',
  'POST /v1/payments/:id/assign': 'manager',
  // Who a customer is, is personal.
  'GET /v1/customers': 'manager',
  'GET /v1/customers/:id': 'manager',
  'POST /v1/customers/:id/erase': 'manager',
  'GET /v1/balances': 'viewer',
  'GET /v1/events': 'viewer',
  'GET /v1/facts': 'viewer',
  'GET /v1/overview': 'viewer',
  'GET /v1/plugins': 'viewer',
  'GET /v1/server': 'viewer',
  'GET /v1/schemas/terms': 'viewer',
  'GET /v1/schemas/connections': 'viewer',
  // What is shared takes a manager.
  'GET /v1/views': 'viewer',
  'POST /v1/views': 'viewer',
  'PATCH /v1/views/:id': 'viewer',
  'DELETE /v1/views/:id': 'viewer',
  'GET /v1/inbox': 'viewer',
  'GET /v1/inbox/summary': 'viewer',
  'GET /v1/inbox/:id': 'viewer',
  'GET /v1/inbox.csv': 'viewer',
  'POST /v1/inbox/:id/try': 'manager',
  'POST /v1/inbox/replay': 'manager',
  'POST /v1/inbox/:id/replay': 'manager',
} as const satisfies Readonly<Record<string, Role | 'person'>>;

/** The least role a route takes; undefined: it is closed to people. */
export function roleFor(method: string, url: string): Role | 'person' | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  if (url.startsWith('/v1/x/')) return verb === 'GET' ? 'viewer' : 'admin';
  return (routeRoles as Readonly<Record<string, Role | 'person'>>)[`${verb} ${url}`];
}
