import path from 'node:path';
import { Argument, type Command } from 'commander';
import { type Home, homeFor } from './create/home.ts';
import { type Names, namesFrom } from './create/names.ts';
import { writePackage } from './create/write.ts';
import { print } from './output.ts';

interface Options {
  readonly into?: string;
  readonly id?: string;
}

interface Kind {
  /** Where Fairlead keeps its own. */
  readonly shelf: 'adapters' | 'plugins';
  readonly guide: string;
  describe(title: string): string;
  /** What is made, in a sentence, and what to change in it. */
  readonly made: string;
  readonly changes: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  adapter: {
    shelf: 'adapters',
    guide: 'docs/write-an-adapter.md',
    describe: (title) => `${title} for Fairlead: payments and refunds`,
    made: 'It reads a small made-up processor, and passes the kit as it is. Make it yours:',
    changes: [
      'src/verify.ts        how the processor signs',
      'test/deliveries/     deliveries of its documentation, and the facts expected of them',
      'src/facts.ts         what they state; src/amounts.ts in which scale',
      'src/adapter.ts       what it can: capabilities, credentials',
      'src/simulator.ts     stories, which the kit tells in every order',
    ],
  },
  'commission-model': {
    shelf: 'plugins',
    guide: 'docs/write-a-plugin.md',
    describe: (title) => `${title} for Fairlead: a commission model`,
    made: 'It pays part of a sale up to an amount, and passes the kit as it is. Make it yours:',
    changes: [
      'src/terms.ts      what is agreed, and the form it is edited in',
      'src/model.ts      what it pays for, and how much',
      'test/kit.test.ts  terms that are taken, and terms that are refused',
    ],
  },
};

export function addCreate(program: Command): void {
  program
    .command('create')
    .description('make a package to begin with: its sources, its tests, and all it takes to publish it')
    .addArgument(new Argument('<kind>', 'what it adds').choices(Object.keys(kinds)))
    .argument('<name>', 'of the npm package: mollie, @acme/fairlead-mollie')
    .option(
      '--into <folder>',
      'the folder to make; default: adapters/<name> in a clone of Fairlead, ./<name> elsewhere',
    )
    .option('--id <name>', 'what it is called within Fairlead, where that does not follow from the name')
    .action(create);
}

function create(kindName: string, name: string, { into, id }: Options): void {
  const kind = kinds[kindName];
  if (kind === undefined) throw new TypeError(kindName);
  const named = namesFrom(name, id);
  const home = homeFor(process.cwd(), kind.shelf, named.plugin, into);
  const names = home.workspace !== undefined && !name.includes('/') ? ownScope(named) : named;
  writePackage(kindName, names, home, kind.describe(names.title));
  tell(kind, names, home);
}

/** Among Fairlead's own packages one without a scope gets theirs. */
const ownScope = (names: Names): Names => ({ ...names, packageName: `@fairlead/${names.packageName}` });

function tell(kind: Kind, names: Names, { folder, workspace }: Home): void {
  const at = path.relative(process.cwd(), folder) || '.';
  const enable = `import { ${names.identifier} } from '${names.packageName}';   // and in plugins: ${names.identifier}(),`;
  print(`Made ${at}: the package ${names.packageName}. ${kind.made}\n`);
  for (const change of kind.changes) print(`  ${change}`);
  if (workspace === undefined) {
    print(`\nTry it:\n\n  cd ${at}\n  npm install\n  npm test\n  npm run typecheck\n`);
    print(
      `Publish it: npm publish. Enable it, in fairlead.config.ts of a server that has it installed:\n\n  ${enable}\n`,
    );
  } else {
    print(`\nTry it:\n\n  npx -y pnpm@12 install\n  npx -y pnpm@12 test ${at}\n  node_modules/.bin/tsc -b ${at}\n`);
    print(`Enable it: "${names.packageName}": "workspace:*" in the dependencies of package.json, in tsconfig.json`);
    print(`{ "path": "${at}" }, and in fairlead.config.ts:\n\n  ${enable}\n`);
  }
  print(`How to go on: ${kind.guide}`);
}
