import { affiliates } from './affiliates/index.ts';
import { apiKeys } from './api-keys/index.ts';
import { audit } from './audit/index.ts';
import { campaigns } from './campaigns/index.ts';
import { connections } from './connections/index.ts';
import { coupons } from './coupons/index.ts';
import { customers } from './customers/index.ts';
import { inbox } from './inbox/index.ts';
import { overview } from './overview/index.ts';
import { plugins } from './plugins/index.ts';
import type { Room } from './room.ts';
import { sales } from './sales/index.ts';
import { settings } from './settings/index.ts';
import { team } from './team/index.ts';

/** In the order of the navigation (UI guide, Where things are). A room is added here and nowhere else. */
export const rooms: readonly Room[] = [
  overview,
  sales,
  affiliates,
  campaigns,
  coupons,
  inbox,
  connections,
  plugins,
  apiKeys,
  team,
  customers,
  audit,
  settings,
];
