import { alarms } from './causes/alarms.ts';
import { alias } from './causes/alias.ts';
import { auth } from './causes/auth.ts';
import { canary } from './causes/canary.ts';
import { certs } from './causes/certs.ts';
import { deadAgents } from './causes/dead-agents.ts';
import { deployment } from './causes/deployment.ts';
import { events } from './causes/events.ts';
import { pecks } from './causes/pecks.ts';
import { quota } from './causes/quota.ts';
import { reputation } from './causes/reputation.ts';
import { sandbox } from './causes/sandbox.ts';
import { security } from './causes/security.ts';
import { slowAgents } from './causes/slow-agents.ts';
import { tables } from './causes/tables.ts';
import { unreachable } from './causes/unreachable.ts';
import type { Cause } from './causes/cause.ts';

/**
 * What can be wrong by the status route alone, the gravest first. Their scores: unreachable 95 (one route of several 65);
 * whole fleet dead 92, much of it 80, any agent 55; canary failing 85; pecks failing 75, raised 52; SES quota 72, filling
 * up 48; CloudWatch alarm 70; auth routes missing 65, others than sign-up and verify 42; tables not ACTIVE 60; SES
 * reputation 58, falling 44; deployment failed 46; alias differs 45, `$LATEST` ahead 10; SPF or MFA missing 43, MFA
 * optional 15; agents slow 40; sandbox 20.
 */
export const STATUS_CAUSES: readonly Cause[] = [
  unreachable,
  deadAgents,
  canary,
  pecks,
  quota,
  alarms,
  auth,
  tables,
  reputation,
  deployment,
  alias,
  security,
  slowAgents,
  sandbox,
];

/** Everything that can be wrong; by other routes beside: no certificate 52, late 35; no event 50, quiet 30. */
export const ALL_CAUSES: readonly Cause[] = [...STATUS_CAUSES, certs, events];
