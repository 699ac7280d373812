import { Gauge, type Registry } from 'prom-client';
import type { Engine } from '../flows/engine.ts';
import { readOperation } from '../flows/read/operation.ts';

/** Asked at most this often, however many scrape: it looks at every organization. */
const keepMs = 30_000;

/** What waits for people, of the whole installation, so that an alert can be set on it. */
export function addOperationMetrics(registry: Registry, engine: Engine): void {
  let known: { readonly at: number; readonly told: ReturnType<typeof readOperation> } | undefined;
  const read = async (): ReturnType<typeof readOperation> => {
    const at = engine.now().getTime();
    if (known === undefined || at - known.at >= keepMs) {
      known = { at, told: readOperation(engine) };
      known.told.catch(() => (known = undefined));
    }
    return known.told;
  };
  const needs = new Gauge({
    name: 'fairlead_needs',
    help: 'What somebody has to see to, of live connections and payments, by code.',
    labelNames: ['code'],
    registers: [registry],
    async collect() {
      // A database that is away is told by /readyz; the other metrics are still answered.
      const operation = await read().catch(() => null);
      needs.reset();
      for (const [code, count] of Object.entries(operation?.needs ?? {})) needs.set({ code }, count);
    },
  });
  const last = new Gauge({
    name: 'fairlead_connection_last_delivery_timestamp_seconds',
    help: 'When a connection last brought a delivery, by webhook or by reading.',
    labelNames: ['connection', 'adapter'],
    registers: [registry],
    async collect() {
      const operation = await read().catch(() => null);
      last.reset();
      for (const { connection, adapter, at } of operation?.connections ?? []) last.set({ connection, adapter }, at);
    },
  });
}
