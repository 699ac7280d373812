import type { AnyRouter } from '@tanstack/react-router';

/** Pages for people who are not signed in; a 401 there leads nowhere. */
export const openPages = ['/sign-in', '/invitation', '/setup'];

/** To the sign-in page, which leads back to where this was. */
export function signInAgain(router: AnyRouter): void {
  const { pathname, href } = router.state.location;
  if (openPages.some((page) => pathname.startsWith(page))) return;
  void router.navigate({ to: '/sign-in', search: href === '/' ? {} : { back: href }, replace: true });
}

/** Only addresses of this dashboard lead back: never another site's. */
export const safeBack = (back: string | undefined): string =>
  back !== undefined && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';
