import type { Collector } from './collector.ts';
import { alarms } from './collectors/alarms.ts';
import { audit } from './collectors/audit.ts';
import { auth } from './collectors/auth.ts';
import { cdn } from './collectors/cdn.ts';
import { deployment } from './collectors/deployment.ts';
import { http } from './collectors/http.ts';
import { invocations } from './collectors/invocations.ts';
import { lambda } from './collectors/lambda.ts';
import { ses, sns } from './collectors/mail.ts';
import { reports } from './collectors/reports.ts';
import { tables } from './collectors/tables.ts';
import { traffic } from './collectors/traffic.ts';
import { workflow } from './collectors/workflow.ts';

/** One collector for each part of the status answer. */
export const collectors: readonly Collector[] = [
  lambda,
  traffic,
  invocations,
  alarms,
  deployment,
  ses,
  sns,
  tables,
  workflow,
  auth,
  cdn,
  audit,
  reports,
  http,
];
