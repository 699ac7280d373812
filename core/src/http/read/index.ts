import type { PluginApp } from '../../contract/plugin.ts';
import type { Connections } from '../../flows/connections.ts';
import type { Engine } from '../../flows/engine.ts';
import { affiliateFigures } from './affiliate-figures.ts';
import { balances } from './balances.ts';
import { bonuses } from './bonuses.ts';
import { clickLists } from './clicks.ts';
import { conversionChanges } from './conversion-changes.ts';
import { conversions } from './conversions.ts';
import { customers } from './customers.ts';
import { events } from './events.ts';
import { explanations } from './explanations.ts';
import { facts } from './facts.ts';
import { inbox } from './inbox.ts';
import { leads } from './leads.ts';
import { overview } from './overview.ts';
import { payments } from './payments.ts';

export interface ReadDeps {
  readonly engine: Engine;
  readonly connections: Connections;
}

/** What is read of sales, payments, deliveries and balances, and what people decide of credits by hand. For the `api` area. */
export function readRoutes(app: PluginApp, { engine, connections }: ReadDeps): void {
  affiliateFigures(app, engine);
  clickLists(app, engine);
  conversions(app, engine);
  conversionChanges(app, engine);
  leads(app, engine);
  bonuses(app, engine);
  payments(app, engine);
  explanations(app, engine);
  inbox(app, engine, connections);
  balances(app, engine);
  customers(app, engine);
  facts(app, engine);
  events(app, engine);
  overview(app, engine);
}
