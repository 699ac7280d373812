import { clickAttribution } from '@fairlead/click-attribution';
import { coupons } from '@fairlead/coupons';
import { bonuses } from '@fairlead/bonuses';
import { cpa } from '@fairlead/cpa';
import { cpc } from '@fairlead/cpc';
import { cpl } from '@fairlead/cpl';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { fullRefundOnly } from '@fairlead/full-refund-only';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { recomputeRefunds } from '@fairlead/recompute-refunds';
import { recurring } from '@fairlead/recurring';
import { subAffiliates } from '@fairlead/sub-affiliates';
import { tiers } from '@fairlead/tiers';
import type { PluginEntry } from '../../src/plugins/index.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import type { BrandOptions } from '../../src/testing/brand-options.ts';
import { brand } from '../../src/testing/builders.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { testEngine } from '../../src/testing/engine.ts';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { scenario, type Scenario } from '../../src/testing/scenario.ts';
import { disagreements } from './disagreements.ts';
import { differentContexts } from './same-contexts.ts';

/** What this needs of tap's `t`. */
interface FileScope {
  teardown(handler: () => Promise<void>): void;
  afterEach(handler: () => Promise<void>): void;
}

export interface House {
  readonly store: Store;
  /** As the server, and as one who sees behind row level security. */
  readonly url: string;
  readonly superuserUrl: string;
  /** A brand of a test's own in the file's database, with the bundled plugins and `more`. */
  readonly scene: (options?: BrandOptions, more?: readonly PluginEntry[]) => Promise<Scenario>;
}

export const bundled = (): readonly PluginEntry[] => [
  clickAttribution(),
  customerMatch(),
  coupons(),
  cps(),
  recurring(),
  cpl(),
  tiers(),
  cpc(),
  subAffiliates(),
  cpa(),
  bonuses(),
  proportionalRefunds(),
  recomputeRefunds(),
  fullRefundOnly(),
];

/**
 * A database for one test file. After each test the books of all its brands must agree with each other, and reading many payments together with
 * reading each by itself.
 */
export async function house(t: FileScope, connections = 10): Promise<House> {
  const database = await testDatabase({ teardown: () => undefined });
  const { url, superuserUrl } = database;
  const store = await openStore({ url, connections });
  t.teardown(async () => {
    await store.close();
    await database.drop();
  });
  const made: Scenario[] = [];
  t.afterEach(async () => {
    const found: object[] = [...(await disagreements(superuserUrl))];
    for (const { engine, organizationId } of made.splice(0)) {
      const onDifference = (difference: object): void => void found.push(difference);
      await verifyOrganization(engine, organizationId, { onDifference, onProgress: () => undefined });
      found.push(...(await differentContexts(store, { organizationId, actor: 'cli' })));
    }
    if (found.length > 0) throw new Error(`the books do not agree: ${JSON.stringify(found.slice(0, 10), null, 1)}`);
  });
  return {
    store,
    url,
    superuserUrl,
    scene: async (options, more = []) => {
      const one = scenario(testEngine(store, [...bundled(), ...more]), await brand(store, options));
      made.push(one);
      return one;
    },
  };
}
