import type { Rolldown } from 'vite';

const entries = /src\/(?:start\.ts|main\.tsx)$|\.html/;
const pieces = /src\/(?:kit|api|session)\/|@tabler|@tanstack/;
const forms = /src\/kit\/(?:form\/|[\w-]*(?:confirm|dialog|form|select|shared))/;

/**
 * Which modules are sent in one file. By itself each set of pages gets a file for what only they share: dozens of them for one page, most of a few
 * hundred bytes, and a browser fetches six at a time.
 */
export const groups: Rolldown.CodeSplittingGroup[] = [
  {
    // What start.ts takes to ask for everything else. Small, since nothing is asked for before it is here.
    name: 'begin',
    priority: 3,
    tags: ['$initial'],
    test: /preload-helper|node_modules\/react\/|@tabler|src\/(?:api\/(?:client|early|json|problem|search)|session\/organization|rooms\/(?:[^/]+\/)?(?:index|sale-query))\.ts/,
  },
  { name: 'dashboard', priority: 2, tags: ['$initial'], test: (id) => !entries.test(id) },
  // Forms and dialogs stand on far more than lists do, and are sent apart.
  { name: 'pieces', priority: 1, minShareCount: 3, test: (id) => pieces.test(id) && !forms.test(id) },
];
