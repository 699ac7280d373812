import type { Extension } from '../contract/plugin.ts';
import type { Mistake } from './config-error.ts';

/** An id stands in stored terms, decisions and keys of ledger lines (`<enrollment>/<model>`), so it has no other characters. */
export const extensionIdPattern = /^[a-z][a-z0-9_]*$/;

/** The id of an extension, whichever its kind. */
export function idOf(extension: Extension): string {
  if (extension.kind === 'adapter') return extension.adapter.id;
  if (extension.kind === 'attribution-strategy') return extension.strategy.id;
  if (extension.kind === 'commission-model') return extension.model.id;
  if (extension.kind === 'refund-policy') return extension.policy.id;
  return extension.source.id;
}

/** `commission-model cps`: ids are unique within a kind, so a model and a strategy may share one. */
export const nameOf = (extension: Extension): string => `${extension.kind} ${idOf(extension)}`;

interface Provider {
  readonly manifest: { readonly name: string };
  readonly extensions: readonly Extension[];
}

/** Two plugins (or one) that provide the same id, and ids that could not be stored. */
export function findRepeatedExtensions(providers: readonly Provider[]): readonly Mistake[] {
  const owners = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const { manifest, extensions } of providers) {
    for (const extension of extensions) {
      const name = nameOf(extension);
      const owner = owners.get(name);
      if (!extensionIdPattern.test(idOf(extension))) mistakes.push(malformed(manifest.name, name));
      else if (owner !== undefined) mistakes.push(repeated(manifest.name, name, owner));
      else owners.set(name, manifest.name);
    }
  }
  return mistakes;
}

const repeated = (plugin: string, extension: string, owner: string): Mistake => ({
  plugin,
  path: '',
  message: `provides the ${extension}, which ${owner === plugin ? 'it provides already' : `plugin ${owner} provides too`}`,
  mend: owner === plugin ? 'give each of its extensions an id of its own' : 'keep one of the two plugins',
});

const malformed = (plugin: string, extension: string): Mistake => ({
  plugin,
  path: '',
  message: `provides the ${extension}, whose id is not lower-case letters, digits and _`,
  mend: 'give it an id such as cost_per_sale',
});
