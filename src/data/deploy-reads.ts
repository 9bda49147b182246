import { mergeDeploys } from '../domain/release/deploys.ts';
import type { DeployReport } from '../domain/release/deploys.ts';
import type { Logs } from './samples.ts';
import type { Site } from './site-state.ts';

/** What a card that shows promotions is given: it declares this log and the file `deploy_log`. */
interface Promoted {
  logs: { sd_deployment_log: Logs['sd_deployment_log'][] };
  site: Site;
}

/** The promotions that the deploy log tells and those that this browser saw, newest first: the same on every card. */
export const deploysOf = ({ logs, site }: Promoted): DeployReport[] =>
  mergeDeploys(site.deploys.entries, logs.sd_deployment_log);
