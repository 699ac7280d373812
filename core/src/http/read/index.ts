import type { PluginApp } from '../../contract/plugin.ts';
import type { HookDeps } from '../hooks.ts';

/** Engine, connections and, where jobs run in this process, the worker. */
export type ReadDeps = HookDeps;

/** What is read of sales, payments, deliveries and balances, and what people change of credits by hand. For the `api` area. */
export function readRoutes(_app: PluginApp, _deps: ReadDeps): void {}
