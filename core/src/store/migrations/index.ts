import { readFileSync } from 'node:fs';
import { Migration } from '@mikro-orm/migrations';
import type { MigrationClass } from '../../contract/tables.ts';

/** The core's migrations, forward only, in order. Each is one SQL file, because that is what it says. */
const files = [
  '0001_ground',
  '0002_edited',
  '0003_streams',
  '0004_doors',
  '0005_intake',
  '0006_context',
  '0007_settlement',
  '0008_grants',
  '0009_sign_in',
  '0010_reading',
  '0011_views',
  '0012_overview',
  '0020_exchange_rates',
  '0022_tiers',
  '0023_recruiting',
  '0024_budgets',
  '0025_click_hours',
  '0028_backtests',
  '0030_consent',
  '0031_parent_coupons',
  '0032_minted_codes',
  '0033_redemptions',
  '0034_leads',
  '0035_recruiting_links',
  '0040_backfills',
  '0041_joining',
  '0044_erasure',
  '0045_operation',
  '0048_home_sums',
  '0049_click_months',
  '0050_summed_periods',
  '0053_leads_by_date',
  '0054_sold_labels',
] as const;

export interface NamedMigration {
  readonly name: string;
  readonly class: MigrationClass;
}

export const coreMigrations: readonly NamedMigration[] = files.map((file) => ({
  name: `core/${file}`,
  class: class extends Migration {
    override up(): void {
      this.addSql(readFileSync(new URL(`./sql/${file}.sql`, import.meta.url), 'utf8'));
    }
  },
}));
