import type { QueryClient } from '@tanstack/react-query';
import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './api/search.ts';
import { ErrorPage, ErrorScreen } from './kit/error-page.tsx';
import { LoadingPage } from './kit/loading.tsx';
import { NotFoundPage } from './kit/not-found.tsx';
import { orUnreached } from './kit/unreached.tsx';
import { rooms } from './rooms/index.ts';
import type { RoomPage } from './rooms/room.ts';
import { meQuery } from './session/me.ts';
import { Shell } from './shell/shell.tsx';

/** Pages that need nobody signed in. */
const open: readonly RoomPage[] = [
  { path: '/sign-in', load: () => import('./rooms/sign-in/sign-in.tsx') },
  { path: '/sign-in/code', load: () => import('./rooms/sign-in/second-factor.tsx') },
  { path: '/sign-in/link', load: () => import('./rooms/sign-in/magic-link.tsx') },
  { path: '/invitation', load: () => import('./rooms/sign-in/invitation.tsx') },
  { path: '/setup', load: () => import('./rooms/sign-in/first-run.tsx') },
];

/** All addresses of the dashboard: those of the rooms stand in the shell, once it is known who is signed in. */
export function createAppRouter(client: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFoundPage });
  const shell = createRoute({
    id: 'shell',
    getParentRoute: () => root,
    loader: () => client.ensureQueryData(meQuery),
    component: Shell,
    errorComponent: ErrorScreen,
    pendingComponent: LoadingPage,
  });
  const pageOf = (parent: AnyRoute, { path, load }: RoomPage, errorComponent = ErrorPage): AnyRoute =>
    createRoute({
      path,
      getParentRoute: () => parent,
      component: lazyRouteComponent(orUnreached(load)),
      errorComponent,
    });
  const inside = rooms.flatMap(({ pages }) => pages).map((page) => pageOf(shell, page));
  const outside = open.map((page) => pageOf(root, page, ErrorScreen));
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(inside), ...outside]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: LoadingPage,
    scrollRestoration: true,
  });
}
