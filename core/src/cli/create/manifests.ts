import { versionOf, versionOfCore } from '../own-package.ts';
import type { Names } from './names.ts';

/** What a package that stands alone is compiled with: the same as Fairlead itself. */
export const tools = { '@types/node': '24.19.2', typescript: '7.0.2' } as const;

/** Files of a package that a template does not hold, since they differ with where it stands. */
export function manifestsFor(
  names: Names,
  description: string,
  inWorkspace: boolean,
): Readonly<Record<string, string>> {
  return inWorkspace ? among(names, description) : alone(names, description);
}

const common = ({ packageName }: Names, description: string) => ({
  name: packageName,
  version: '0.1.0',
  description,
  license: 'Apache-2.0',
  type: 'module',
});

/** One of Fairlead's own: sources run as they are, and what is published is built when it is packed. */
const among = (names: Names, description: string) => ({
  'package.json': json({
    ...common(names, description),
    exports: { '.': './src/index.ts' },
    files: ['dist/src'],
    publishConfig: {
      access: 'public',
      exports: { '.': { types: './dist/src/index.d.ts', default: './dist/src/index.js' } },
    },
    scripts: { prepack: 'node ../../scripts/guard.js ../../scripts/build-package.ts' },
    engines: { node: '>=22.18' },
    dependencies: { '@sinclair/typebox': 'catalog:' },
    peerDependencies: { '@fairlead/core': 'workspace:^' },
    devDependencies: { '@fairlead/core': 'workspace:*' },
  }),
  'tsconfig.json': json({
    extends: '../../tsconfig.base.json',
    compilerOptions: { outDir: 'dist', rootDir: '.' },
    include: ['src', 'test'],
    references: [{ path: '../../core' }],
  }),
});

/** The core is a peer, so that a server has one of it, whatever adapters and plugins are installed beside it. */
const alone = (names: Names, description: string) => ({
  'package.json': json({
    ...common(names, description),
    keywords: ['fairlead', 'fairlead-plugin'],
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    scripts: {
      test: 'node --test "test/**/*.test.ts"',
      typecheck: 'tsc -p .',
      build: 'tsc -p tsconfig.build.json',
      prepack: 'npm run build',
    },
    engines: { node: '>=22.18' },
    dependencies: { '@sinclair/typebox': versionOf('@sinclair/typebox') },
    peerDependencies: { '@fairlead/core': `^${versionOfCore()}` },
    devDependencies: { '@fairlead/core': versionOfCore(), ...tools },
  }),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2024',
      module: 'nodenext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['src', 'test'],
  }),
  'tsconfig.build.json': json({
    extends: './tsconfig.json',
    compilerOptions: { noEmit: false, declaration: true, rootDir: 'src', outDir: 'dist' },
    include: ['src'],
  }),
  '.gitignore': 'dist/\nnode_modules/\n',
});

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
