/** The cards that a page of twenty holds. */
export const TWENTY = [
  'system-posture',
  'anomaly-banner',
  'metrics-strip',
  'audit-activity',
  'agent-fleet',
  'peck-failures',
  'api-health',
  'route-latency',
  'latency-history',
  'route-failures',
  'freshness-scoreboard',
  'stale-detector',
  'health-score',
  'alias-drift',
  'recent-deploys',
  'incident-banner',
  'incident-mode',
  'handoff-pack',
  'watchlist',
  'todos',
].map((name) => `mc-${name}`);

/** A page of these cards as a newcomer would write it: the core and each card are named in its head. */
export const pageOf = (core: readonly string[], attributes = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Twenty</title>
${core.map((path) => `<link rel="modulepreload" href="${path}">`).join('\n')}
${TWENTY.map((tag) => `<script type="module" src="/cards/${tag}.js"></script>`).join('\n')}
</head><body><mc-provider config="/mission-control.json" ${attributes}>
${TWENTY.map((tag) => `<${tag}></${tag}>`).join('\n')}
</mc-provider></body></html>`;
