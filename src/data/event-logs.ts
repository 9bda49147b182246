import { providerEvents } from '../domain/auth/provider-events.ts';
import { alarmEvents } from '../domain/availability/alarm-events.ts';
import { estimateEvents } from '../domain/availability/estimate-events.ts';
import { commsEvents } from '../domain/comms/comms-events.ts';
import { invalidationEvents } from '../domain/freshness/invalidation-events.ts';
import { governanceEvents } from '../domain/governance/governance-events.ts';
import { incidentEvents, modeEvents } from '../domain/incidents/incident-events.ts';
import { noteEvents } from '../domain/operator/note-events.ts';
import { pinEvents } from '../domain/operator/pin-events.ts';
import {
  acknowledgementEvents,
  canarySetupEvents,
  drillEvents,
  sandboxEvents,
} from '../domain/operator/tick-events.ts';
import { todoEvents } from '../domain/operator/todo-events.ts';
import { planEvents } from '../domain/release/plan-events.ts';
import { baselineEvents } from '../domain/runtime/baseline-events.ts';
import type { EventLog } from '../store/event-log.ts';

/** Every log of operators' events, in the order of their names: what comes from a file is held to these. */
export const eventLogs: readonly EventLog[] = [
  acknowledgementEvents,
  providerEvents,
  invalidationEvents,
  canarySetupEvents,
  alarmEvents,
  commsEvents,
  planEvents,
  drillEvents,
  baselineEvents,
  estimateEvents,
  governanceEvents,
  incidentEvents,
  modeEvents,
  sandboxEvents,
  noteEvents,
  todoEvents,
  pinEvents,
];
