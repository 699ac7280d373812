/** One mistake in `fairlead.config.ts`. */
export interface Mistake {
  /** The plugin it belongs to; left out: the config itself. */
  readonly plugin?: string;
  /** A JSON pointer: into the plugin's options, or into the config. Empty: the whole of it. */
  readonly path: string;
  /** What is wrong, and what was got. */
  readonly message: string;
  readonly mend: string;
}

/** Stops the boot. Holds every mistake found, so that a config is mended in one go. */
export class ConfigError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    super([`The configuration has ${count}:`, ...mistakes.map(describe)].join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

function describe({ plugin, path, message, mend }: Mistake): string {
  const place = [plugin && `plugin ${plugin}`, path && (plugin ? `option ${path}` : path)].filter(Boolean).join(', ');
  return `  - ${place}: ${message}\n    → ${mend}`;
}
