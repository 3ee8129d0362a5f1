import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { meQuery } from '@/api/auth';
import { ApiError, hasSignedIn, onSignedOut } from '@/api/client';
import { adoptUser } from '@/store/owner';
import { queryClient } from './query-client';
import { LoginRoute } from './routes/LoginRoute';
import { NotFoundRoute } from './routes/NotFoundRoute';
import { RegisterRoute } from './routes/RegisterRoute';
import { RouteError } from './routes/RouteError';
import { forgetUser } from './sign-out';

const rootRoute = createRootRouteWithContext<{ queryClient: typeof queryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundRoute,
});

/** Only a path of this site; anything else could send a user who signs in to another one. */
const returnPath = (search: Record<string, unknown>): { redirect?: string | undefined } => {
  const path = search.redirect;
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? { redirect: path } : {};
};

/** A signed-in user has nothing to do on the pages that sign in. */
async function leaveIfSignedIn(search: { redirect?: string | undefined }): Promise<void> {
  if (!hasSignedIn()) return;
  const me = await queryClient.ensureQueryData(meQuery).catch(() => undefined);
  if (me !== undefined) throw redirect({ href: search.redirect ?? '/', replace: true });
}

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: returnPath,
  beforeLoad: ({ search }) => leaveIfSignedIn(search),
  component: LoginRoute,
});

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  validateSearch: returnPath,
  beforeLoad: ({ search }) => leaveIfSignedIn(search),
  component: RegisterRoute,
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queryClient.ensureQueryData(meQuery);
      adoptUser(me.id);
    } catch (error) {
      const expired = error instanceof ApiError && error.status === 401;
      throw expired ? redirect({ to: '/login', search: { redirect: location.href } }) : error;
    }
  },
  component: lazyRouteComponent(() => import('./routes/AppLayout'), 'AppLayout'),
  errorComponent: RouteError,
});

/** One route above both addresses, so that a new chat keeps its screen when it gets its own. */
const chatRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'chat',
  component: lazyRouteComponent(() => import('./routes/ChatRoute'), 'ChatRoute'),
});

const newChatRoute = createRoute({ getParentRoute: () => chatRoute, path: '/' });

const sessionRoute = createRoute({
  getParentRoute: () => chatRoute,
  path: '/sessions/$sessionId',
  validateSearch: ({ find, at }: Record<string, unknown>): { find?: string; at?: string } => ({
    ...(typeof find === 'string' ? { find } : {}),
    ...(typeof at === 'string' ? { at } : {}),
  }),
});

const analyticsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/analytics',
  component: lazyRouteComponent(() => import('./routes/AnalyticsRoute'), 'AnalyticsRoute'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    loginRoute,
    registerRoute,
    signedInRoute.addChildren([
      chatRoute.addChildren([newChatRoute, sessionRoute]),
      analyticsRoute,
    ]),
  ]),
  context: { queryClient },
  defaultErrorComponent: RouteError,
  defaultPreload: false,
});

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/login' || pathname === '/register') return;
  forgetUser();
  void router.navigate({ to: '/login', search: { redirect: href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
