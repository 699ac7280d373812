import type { Role } from '../../session/me.ts';

/** What each role may, as the server's table of routes has it. Each may do what those before it may. */
export const roleWords: Readonly<Record<Role, readonly [word: string, may: string]>> = {
  viewer: ['Viewer', 'Reads everything, and changes nothing.'],
  manager: ['Manager', 'Affiliates, links and coupons; decides about sales; replays deliveries.'],
  admin: ['Admin', 'Campaigns and terms, connections, API keys and the team.'],
  owner: ['Owner', 'The organization itself, and who else owns it.'],
};

export const roleWord = (role: Role): string => roleWords[role][0];

/** Roles somebody may give, or take from somebody: those of owners are the owners' business. */
export const rolesToGive = (mine: Role): readonly Role[] =>
  mine === 'owner' ? ['viewer', 'manager', 'admin', 'owner'] : ['viewer', 'manager', 'admin'];
