import fs from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';

/** This package's folder. Its sources stand in src/, what is published of them in dist/src/: the nearest package.json is the same. */
export const ownFolder = (): string => path.dirname(findPackageJSON(import.meta.url) ?? '');

export const versionOfCore = (): string => readManifest(path.join(ownFolder(), 'package.json')).version;

/** The version of a package that this one depends on, as it is installed. */
export const versionOf = (name: string): string => readManifest(findPackageJSON(name, import.meta.url) ?? '').version;

const readManifest = (file: string): { readonly version: string } =>
  JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string };
