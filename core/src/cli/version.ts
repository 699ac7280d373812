import fs from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Of this package. Its sources stand in src/, what is published of them in dist/src/: the nearest package.json is the same. */
export const versionOfCore = (): string =>
  (JSON.parse(fs.readFileSync(findPackageJSON(import.meta.url) ?? '', 'utf8')) as { version: string }).version;
