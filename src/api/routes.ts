import type { Route } from './fields.ts';

/** How each route is asked: method, and path below the base. */
export const routes: Record<Route, { method: 'GET' | 'POST'; path: string }> = {
  beak: { method: 'GET', path: '/beak' },
  metrics: { method: 'GET', path: '/beak/metrics' },
  status: { method: 'GET', path: '/beak/system/status' },
  audit: { method: 'POST', path: '/beak/audit' },
};
