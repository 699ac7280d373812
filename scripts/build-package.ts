// Builds what is published of the package in this folder: JavaScript and declarations in dist/, with the files that are read beside them.
// Runs by itself before `pnpm pack` and `pnpm publish` (`prepack`); the workspace runs its sources as they are.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const compiler = path.resolve(import.meta.dirname, '../node_modules/typescript/bin/tsc');
const folder = process.cwd();

// What was built of a source that is gone must not be published.
for (const old of fs.globSync(['dist/src', 'dist/*.tsbuildinfo'], { cwd: folder }))
  fs.rmSync(path.join(folder, old), { recursive: true });
const { status } = spawnSync(process.execPath, [compiler, '-b', '.', '--emitDeclarationOnly', 'false'], {
  cwd: folder,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (status === 0) copyOtherFiles();
else process.exitCode = 1;

/** Migrations are SQL, for one. */
function copyOtherFiles(): void {
  for (const file of fs.globSync('src/**/*', { cwd: folder, withFileTypes: true })) {
    const from = path.join(file.parentPath, file.name);
    if (!file.isFile() || file.name.endsWith('.ts')) continue;
    const to = path.join(folder, 'dist', path.relative(folder, from));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(from, to);
  }
}
