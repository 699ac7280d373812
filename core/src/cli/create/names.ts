import { Failure } from '../failure.ts';

/** What a new package and its parts are called, all from one name. */
export interface Names {
  /** As it is published: `@acme/fairlead-mollie`. */
  readonly packageName: string;
  /** Of the plugin, in addresses and messages, and of its folder: `mollie`, `two-checkout`. */
  readonly plugin: string;
  /** Of its extension, in stored facts and terms: `two_checkout`. */
  readonly id: string;
  /** Of the factory that is called in the configuration: `twoCheckout`. */
  readonly identifier: string;
  /** For people: `Two Checkout`. */
  readonly title: string;
}

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const pluginName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Words that cannot name a factory: JavaScript's own, and what stands beside it in its file. */
const taken = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements
  import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void
  while with yield arguments eval undefined type definePlugin plugin`.split(/\s+/),
);

/**
 * @param given any npm name, its scope included
 * @param id what the plugin is called, where it does not follow from the name
 * @throws Failure
 */
export function namesFrom(given: string, id?: string): Names {
  if (!npmName.test(given) || given.length > 214) {
    throw new Failure(
      `'${given}' cannot be the name of an npm package. Take lower-case letters, digits and '-', with or without a scope: ` +
        `mollie, fairlead-mollie, @acme/fairlead-mollie.`,
    );
  }
  const plugin = id ?? shortOf(given);
  const words = plugin.split('-');
  const identifier = words.map((word, at) => (at === 0 ? word : capital(word))).join('');
  if (!pluginName.test(plugin) || plugin.length > 40 || taken.has(identifier)) {
    throw new Failure(
      `'${plugin}' cannot be what it is called within Fairlead: lower-case words joined by '-', beginning with a letter, 40 characters at most, ` +
        `and no word of JavaScript's own. Say what it is called with --id, as in --id two-checkout.`,
    );
  }
  return { packageName: given, plugin, id: words.join('_'), identifier, title: words.map(capital).join(' ') };
}

/** `@acme/fairlead-two.checkout-adapter` is about `two-checkout`. */
const shortOf = (given: string): string =>
  given
    .replace(/^@[^/]+\//, '')
    .replaceAll(/[._~]/g, '-')
    .replace(/^fairlead-/, '')
    .replace(/^(?:adapter|plugin)-(?=.)|(?<=.)-(?:adapter|plugin)$/g, '');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
