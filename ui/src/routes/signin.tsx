/** Pages for one question: who somebody is, and whether a program may act for them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { text } from '../lib/search'
import { root } from './root'

/** A code of an error, and nothing else: the address may come from anybody. */
const errorCode = (value: unknown) => /^[a-z-]{1,32}-\d{1,6}$/.exec(String(value))?.[0]

const provider = createRoute({
  getParentRoute: () => root,
  path: '/provider',
  validateSearch: (search: Record<string, unknown>): { ref?: string | undefined; error?: string | undefined } => ({
    ref: text(search['ref']),
    error: errorCode(search['error']),
  }),
  component: lazyRouteComponent(() => import('../features/signin/Chooser'), 'Chooser'),
})
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { ref?: string | undefined } => ({ ref: text(search['ref']) }),
  component: lazyRouteComponent(() => import('../features/signin/SignInPage'), 'SignInPage'),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(() => import('../features/signin/InvitePage'), 'InvitePage'),
})
const device = createRoute({
  getParentRoute: () => root,
  path: '/device',
  validateSearch: (search: Record<string, unknown>): { code?: string | undefined } => ({ code: text(search['code']) }),
  component: lazyRouteComponent(() => import('../features/grants/DevicePage'), 'DevicePage'),
})
const authorize = createRoute({
  getParentRoute: () => root,
  path: '/authorize',
  validateSearch: (search: Record<string, unknown>) => ({
    client_id: text(search['client_id']),
    redirect_uri: text(search['redirect_uri']),
    state: text(search['state']),
    code_challenge: text(search['code_challenge']),
    code_challenge_method: text(search['code_challenge_method']),
  }),
  component: lazyRouteComponent(() => import('../features/grants/AuthorizePage'), 'AuthorizePage'),
})

export const signInRoutes = [provider, login, invite, device, authorize] as const
