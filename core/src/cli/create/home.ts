import fs from 'node:fs';
import path from 'node:path';

/** Where a new package stands: among Fairlead's own, whose tools it shares, or by itself. */
export interface Home {
  /** Absolute; made anew. */
  readonly folder: string;
  /** The root of Fairlead's repository, where the folder is one of its packages. */
  readonly workspace: string | undefined;
}

/**
 * @param shelf `adapters` or `plugins`
 * @param into the folder that was asked for; left out: on the shelf of the repository, elsewhere below the working directory
 */
export function homeFor(cwd: string, shelf: string, name: string, into?: string): Home {
  const here = workspaceAbove(cwd);
  const folder = path.resolve(cwd, into ?? (here === undefined ? name : path.join(here, shelf, name)));
  const workspace = workspaceAbove(path.dirname(folder));
  const isMember = workspace !== undefined && path.dirname(folder) === path.join(workspace, shelf);
  return { folder, workspace: isMember ? workspace : undefined };
}

function workspaceAbove(folder: string): string | undefined {
  const isRoot =
    fs.existsSync(path.join(folder, 'pnpm-workspace.yaml')) && fs.existsSync(path.join(folder, 'core/templates'));
  if (isRoot) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : workspaceAbove(above);
}
