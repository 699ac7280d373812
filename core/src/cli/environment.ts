import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.ts';

/** What the environment says, checked and complete. Everything else is in the configuration file. */
export interface Environment {
  /** PORT, default 4400; 0 takes any free one. */
  readonly port: number;
  /** HOST, default 127.0.0.1: only this machine. In a container, or to be reached from others, 0.0.0.0. */
  readonly host: string;
  /** FAIRLEAD_DATA_DIR, default `.data`; absolute. */
  readonly dataDir: string;
  /** FAIRLEAD_CONFIG, default `fairlead.config.ts`, or `.js` where that is what there is; absolute. */
  readonly configFile: string;
  /** DATABASE_URL; undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** DATABASE_OWNER_URL: the role that owns the tables, where it is another one. */
  readonly databaseOwnerUrl: string | undefined;
  /** FAIRLEAD_SECRET_KEY: seals the credentials of processors; undefined: the data folder's own key, with the embedded PostgreSQL. */
  readonly secretKey: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment; an empty variable counts as unset. Relative paths start at the working directory.
 *
 * @throws Failure that names every wrong variable at once
 */
export function readEnvironment(variables: Variables, workingDirectory = process.cwd()): Environment {
  const wrong: string[] = [];
  const value = (name: string): string | undefined => variables[name]?.trim() || undefined;

  const port = Number(value('PORT') ?? '4400');
  if (!/^\d+$/.test(value('PORT') ?? '4400') || port > 65_535) {
    wrong.push(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(value('PORT'))}`);
  }
  const host = value('HOST') ?? '127.0.0.1';
  if (!/^[a-z0-9.:-]+$/i.test(host)) {
    wrong.push(`HOST must be an address or a host name, without scheme or port, got ${JSON.stringify(host)}`);
  }
  const databaseUrl = value('DATABASE_URL');
  const databaseOwnerUrl = value('DATABASE_OWNER_URL');
  // The values carry passwords, so the messages do not repeat them.
  for (const [name, url] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl })) {
    if (url !== undefined && !isDatabaseUrl(url))
      wrong.push(`${name} must look like postgres://user:password@host:5432/database`);
  }
  if (databaseOwnerUrl !== undefined && databaseUrl === undefined) {
    wrong.push('DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither for the embedded PostgreSQL');
  }
  if (wrong.length > 0)
    throw new Failure(`The environment is not right:\n${wrong.map((line) => `  ${line}`).join('\n')}`);

  return {
    port,
    host,
    dataDir: path.resolve(workingDirectory, value('FAIRLEAD_DATA_DIR') ?? '.data'),
    configFile: path.resolve(workingDirectory, value('FAIRLEAD_CONFIG') ?? usualConfig(workingDirectory)),
    databaseUrl,
    databaseOwnerUrl,
    secretKey: value('FAIRLEAD_SECRET_KEY'),
  };
}

/** TypeScript first: where both stand, the other is what somebody compiled. */
function usualConfig(folder: string): string {
  const names = ['fairlead.config.ts', 'fairlead.config.js'] as const;
  return names.find((name) => fs.existsSync(path.join(folder, name))) ?? names[0];
}

function isDatabaseUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}
