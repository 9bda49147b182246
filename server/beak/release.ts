import { CANARY_ALARM, aliasEdited, stoppedByAlarm, stoppedByHand, usualPlan } from './deployment.ts';
import { Traffic } from './traffic.ts';
import type { Aimed, Deployment, ReleasePlan, Version } from './deployment.ts';
import type { Random } from './random.ts';
import type { Counted } from './traffic.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The step of the simulation, in ms. Every answer shows the world as of the last whole step. */
export const STEP = 5 * SECOND;

const STABLE_ERROR_RATE = 0.0004;
const WEIGHT = 0.1;
/** So long the alarm stays in ALARM after it has stopped a deployment, in ms. */
const ALARM_LASTS = 5 * MINUTE;
const summaries = [
  'Mask addresses before they are logged',
  'Hatch certificates in one write',
  'Shorter cold start: lazy clients',
  'Peck reminders after ten minutes',
  'Paginate the pond listing',
  'Retry the mail that bounced once',
  'Agents may pulse from two regions',
];

/** The alias `prod` and all that happens to it: versions, shifting weights, CodeDeploy, traffic. */
export class Release {
  plan: ReleasePlan = usualPlan;
  stable: number;
  canary: number | undefined;
  /** The canary's share of the calls, while there is one. */
  weight = WEIGHT;
  revision: string;
  /** When an operator last changed the alias by the route since this plan was taken up, ms UTC. */
  changedAt: number | undefined;
  /** When the last canary got its first call, ms UTC. */
  shiftedAt = 0;
  versions: Version[] = [];
  /** What the alias was promoted to, oldest first. */
  readonly promotions: { at: number; number: number; description: string }[] = [];
  deployment: Deployment;
  /** The version that answers calls in this step, drawn by weight. */
  invoked: number;
  /** A factor near 1 by which durations differ from step to step. */
  tremor = 1;
  readonly #random: Random;
  readonly #traffic: Traffic;
  /** What the pipeline takes for the alias's version; it does not look before it deploys. */
  #believed: number;
  #next: { at: number; act: (at: number) => void };

  /** Starts with twelve versions of the past weeks and the last deployment well over. */
  constructor(random: Random, at: number) {
    this.#random = random;
    this.#traffic = new Traffic(random);
    for (let number = 30; number <= 41; number += 1)
      this.#publish(number, at - (41.4 - number) * 31 * 60 * MINUTE);
    this.stable = this.#believed = 41;
    this.invoked = 41;
    this.revision = this.#newRevision();
    this.deployment = this.#deploy(at - 12 * 60 * MINUTE, 40, 41);
    this.deployment.shiftStartedAt = this.deployment.startedAt + 25 * SECOND;
    this.#finish(this.deployment.shiftStartedAt + 5 * MINUTE, 'Succeeded');
    for (let past = at - 60 * MINUTE; past < at; past += STEP) this.#count(past);
    this.#next = { at: at + 90 * SECOND, act: this.#prepare };
  }

  /** Changes how releases go: one that is running is taken back, and an eager plan starts its own at once. */
  follow(plan: ReleasePlan, at: number): void {
    if (plan === this.plan) return;
    this.#takeBack(at, stoppedByHand);
    const right = this.plan.edited ? this.#believed : this.stable;
    if (this.canary !== undefined || this.stable !== right) this.#set(at, { stable: right });
    this.plan = plan;
    this.changedAt = undefined;
    if (!plan.atOnce) return;
    // Three minutes of trial have passed already, so that the figures can be judged at once.
    const began = at - 3 * MINUTE;
    this.#prepare(began);
    this.#shift(began);
    this.#traffic.forget((at) => at >= began);
    for (let past = began; past < at; past += STEP) {
      if (plan.edited && past === at - MINUTE) this.#edit(past, { stable: this.#before(this.stable) });
      this.step(past);
    }
  }

  /** An operator changes the alias by the route of the contract, and writes it down in the deploy log. */
  change(at: number, aimed: Aimed): void {
    const was = this.stable;
    this.#edit(at, aimed);
    this.changedAt = at;
    if (this.stable !== was) this.#promoted(at);
  }

  /** One step of time, at `at` ms UTC. */
  step(at: number): void {
    this.#count(at);
    if (this.alarming(at) && this.deployment.alarms.length > 0) this.#takeBack(at, stoppedByAlarm);
    // A canary that an operator has put there is not deployed over.
    const byHand = this.canary !== undefined && this.deployment.finishedAt !== undefined;
    if (at >= this.#next.at && !this.plan.held && !byHand) this.#next.act(at);
  }

  /** Whether the alarm on the canary's errors rings: after two minutes of a bad one, and a while longer. */
  alarming(at: number): boolean {
    const { finishedAt, error } = this.deployment;
    if (this.canary !== undefined) return this.#isBad(this.canary) && at - this.shiftedAt >= 2 * MINUTE;
    return error?.code === stoppedByAlarm.code && finishedAt !== undefined && at - finishedAt < ALARM_LASTS;
  }

  /** Figures of the alias per executed version: the whole shift, however long it lasts, else the last hour. */
  traffic(at: number): { from: number; by: Map<number, Counted> } {
    if (this.canary !== undefined) return { from: this.shiftedAt, by: this.#traffic.sinceShift() };
    const from = at - 60 * MINUTE;
    return { from, by: this.#traffic.since(from) };
  }

  /** A published version by its number. */
  version(number: number): Version | undefined {
    return this.versions.find((version) => version.number === number);
  }

  /** Sets the alias past CodeDeploy. AWS lets that happen; a deployment that is running fails at its next step. */
  #edit(at: number, aimed: Aimed): void {
    this.#set(at, aimed);
    if (this.deployment.finishedAt === undefined) this.#next = { at, act: this.#fail };
    // The pipeline leaves whoever is at work on the alias alone for a while.
    else this.#next.at = Math.max(this.#next.at, at + 6 * MINUTE);
  }

  #isBad(number: number): boolean {
    return (this.version(number)?.errorRate ?? 0) >= 0.01;
  }

  /** The version published before another. */
  #before(number: number): number {
    return this.versions.find((version) => version.number < number)?.number ?? number;
  }

  #count(at: number): void {
    const weight = this.canary === undefined ? 0 : this.weight;
    const calls = this.#random.about((this.plan.callsPerMinute * STEP) / MINUTE);
    const toCanary = this.#random.successes(calls, weight);
    const rate = this.version(this.stable)?.errorRate ?? 0;
    this.#traffic.add(at, this.stable, calls - toCanary, Math.max(rate, STABLE_ERROR_RATE));
    if (this.canary !== undefined)
      this.#traffic.add(at, this.canary, toCanary, this.version(this.canary)?.errorRate ?? 0);
    this.#traffic.forget((old) => old <= at - 60 * MINUTE);
    this.invoked = this.canary !== undefined && this.#random.chance(weight) ? this.canary : this.stable;
    this.tremor = this.#random.between(0.95, 1.05);
  }

  #newRevision(): string {
    const hex = (digits: number): string => this.#random.hex(digits);
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  }

  /** Sets the alias; every update gives it a new revision, also one that changes nothing. */
  #set(at: number, { stable, canary, weight = WEIGHT }: Aimed): void {
    if (canary !== undefined && canary !== this.canary) {
      this.shiftedAt = at;
      this.#traffic.begin();
    }
    this.stable = stable;
    this.canary = canary;
    this.weight = weight;
    if (canary === undefined || this.invoked !== canary) this.invoked = stable;
    this.revision = this.#newRevision();
  }

  #publish(number: number, at: number, errorRate = STABLE_ERROR_RATE): void {
    const description = summaries[number % summaries.length] ?? '';
    const config =
      this.versions[0] && !this.#random.chance(0.3) ? this.versions[0].config : this.#random.hex(64);
    // A trial that is said to have begun before now may not be older than the version before it.
    const publishedAt = Math.max(at, (this.versions[0]?.publishedAt ?? 0) + SECOND);
    this.versions.unshift({
      number,
      code: this.#random.hex(64),
      config,
      publishedAt,
      description,
      errorRate,
    });
    this.versions = this.versions.slice(0, 20);
  }

  #deploy(at: number, from: number, to: number): Deployment {
    const minutes = this.plan.trialMinutes;
    return {
      id: `d-${this.#random.hex(9).toUpperCase()}`,
      config: `CodeDeployDefault.LambdaCanary10Percent${minutes}Minutes`,
      status: 'Created',
      startedAt: at,
      from,
      to,
      weight: 0,
      steps: [
        { at_s: 0, weight: WEIGHT },
        { at_s: minutes * 60, weight: 1 },
      ],
      alarms: this.plan.watched ? [CANARY_ALARM] : [],
    };
  }

  readonly #prepare = (at: number): void => {
    const next = (this.versions[0]?.number ?? this.stable) + 1;
    const errorRate = this.plan.errorRate ?? (next % 5 === 0 ? 0.06 : STABLE_ERROR_RATE);
    this.#publish(next, at - 40 * SECOND, errorRate);
    this.deployment = this.#deploy(at, this.#believed, next);
    this.#next = { at: at + 10 * SECOND, act: this.#validate };
  };

  readonly #validate = (at: number): void => {
    if (this.stable !== this.#believed) return this.#fail(at);
    this.deployment.status = 'InProgress';
    this.#next = { at: at + 15 * SECOND, act: this.#shift };
  };

  readonly #shift = (at: number): void => {
    this.deployment.status = 'InProgress';
    this.deployment.shiftStartedAt = at;
    this.deployment.weight = WEIGHT;
    this.#set(at, { stable: this.stable, canary: this.deployment.to });
    this.#next = { at: at + this.plan.trialMinutes * MINUTE, act: this.#conclude };
  };

  readonly #conclude = (at: number): void => {
    if (this.#isBad(this.deployment.to)) this.#takeBack(at, stoppedByHand);
    else this.#finish(at, 'Succeeded');
  };

  /** The alias is not where the deployment left it: it fails, and leaves the alias as it is. */
  readonly #fail = (at: number): void => {
    // Who looks into the failure tells the pipeline where the alias is, so that the next run goes on from there;
    // a scenario about the failure shows it for as long as it is on.
    if (!this.plan.edited) this.#believed = this.stable;
    Object.assign(this.deployment, { status: 'Failed', finishedAt: at, weight: 0, error: aliasEdited });
    this.#next = { at: at + 6 * MINUTE, act: this.#prepare };
  };

  #promoted(at: number): void {
    const description = this.versions.find(({ number }) => number === this.stable)?.description ?? '';
    this.promotions.push({ at, number: this.stable, description });
  }

  #takeBack(at: number, error: { code: string; message: string }): void {
    if (this.deployment.finishedAt !== undefined) return;
    this.deployment.error = error;
    this.#finish(at, 'Stopped');
  }

  #finish(at: number, status: 'Succeeded' | 'Stopped'): void {
    const done = status === 'Succeeded';
    Object.assign(this.deployment, { status, finishedAt: at, weight: done ? 1 : 0 });
    this.#believed = done ? this.deployment.to : this.deployment.from;
    this.#set(at, { stable: this.#believed });
    if (done) this.#promoted(at);
    // While the alarm rings, CodeDeploy would stop the next one at once.
    const soon = this.plan.atOnce && this.deployment.error?.code !== stoppedByAlarm.code;
    this.#next = { at: at + (soon ? 1 : 6) * MINUTE, act: this.#prepare };
  }
}
