import { manifest, type FairleadPlugin, type Manifest } from '../contract/plugin.ts';
import type { Mistake } from './config-error.ts';

/** A name becomes part of addresses and table names. */
const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The Fairlead plugins among the entries of the config, by name, and what is wrong with the others. Falsy entries are skipped. */
export function recognise(entries: readonly unknown[]): {
  readonly plugins: ReadonlyMap<string, FairleadPlugin>;
  readonly mistakes: readonly Mistake[];
} {
  const plugins = new Map<string, FairleadPlugin>();
  const mistakes: Mistake[] = [];
  for (const [at, entry] of entries.entries()) {
    if (!entry) continue;
    const path = `/plugins/${at}`;
    const declared = (entry as Partial<FairleadPlugin>)[manifest];
    const mistake = declared === undefined ? notAPlugin(entry, path) : wrongManifest(declared, path);
    if (mistake) mistakes.push(mistake);
    else if (plugins.has((declared as Manifest).name)) mistakes.push(repeated(declared as Manifest, path));
    else plugins.set((declared as Manifest).name, entry as FairleadPlugin);
  }
  return { plugins, mistakes };
}

function notAPlugin(entry: unknown, path: string): Mistake {
  if (typeof entry === 'function') {
    return {
      path,
      message: 'is a function, not a Fairlead plugin',
      mend: 'call it, as in coupons(), or make it with definePlugin',
    };
  }
  if (entry instanceof Promise) {
    return { path, message: 'is a promise, not a Fairlead plugin', mend: 'await it before it goes into the list' };
  }
  return {
    path,
    message: `is not a Fairlead plugin but ${typeof entry}`,
    mend: 'put what a definePlugin factory returns',
  };
}

function wrongManifest({ name, api }: Manifest, path: string): Mistake | undefined {
  if ((api as number) !== 1) {
    const message = `is made for plugin api ${String(api)}; this Fairlead understands api 1`;
    return {
      plugin: name,
      path: '',
      message,
      mend: 'use a version of the plugin made for api 1, or another Fairlead',
    };
  }
  if (!namePattern.test(name)) {
    return {
      path,
      message: `has the name '${name}'`,
      mend: 'a plugin name is lower-case words joined by hyphens: name it so',
    };
  }
  return undefined;
}

const repeated = ({ name }: Manifest, path: string): Mistake => ({
  plugin: name,
  path: '',
  message: `is listed twice, again at ${path}`,
  mend: 'remove one of the two',
});
