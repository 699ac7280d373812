import type { PluginApp } from '../../contract/plugin.ts';
import type { SignInDoor } from './door.ts';
import { account } from './account.ts';
import { links } from './links.ts';
import { sessions } from './sessions.ts';

/** `/auth`: who people are. What they may touch is in their memberships. */
export function signIn(app: PluginApp, door: SignInDoor): void {
  sessions(app, door);
  links(app, door);
  account(app, door);
}
