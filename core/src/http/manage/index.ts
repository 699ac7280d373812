import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { affiliates } from './affiliates.ts';
import { apiKeys } from './api-keys.ts';
import { audit } from './audit.ts';
import { backtests } from './backtests.ts';
import { campaigns } from './campaigns.ts';
import { connections } from './connections.ts';
import { coupons } from './coupons.ts';
import { enrollments } from './enrollments.ts';
import { groups } from './groups.ts';
import { links } from './links.ts';
import { organization } from './organization.ts';
import { parentCoupons } from './parent-coupons.ts';
import { terms } from './terms.ts';
import { views } from './views.ts';

const rooms = [
  organization,
  campaigns,
  terms,
  backtests,
  groups,
  affiliates,
  enrollments,
  links,
  parentCoupons,
  coupons,
  connections,
  apiKeys,
  audit,
  views,
];

/** Everything people edit, under `/v1`: read with scope `read`, changed with `manage`. */
export function manage(app: PluginApp, desk: Desk): void {
  for (const room of rooms) room(app, desk);
}
