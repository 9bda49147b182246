import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { Account } from './account.ts';
import { answerWith, readRequest } from './protocols.ts';
import { cloudWatch } from './cloudwatch.ts';
import { codeDeploy } from './codedeploy.ts';
import { lambda } from './lambda.ts';
import { dynamo } from './dynamo.ts';
import { cognito, ses, sns, stepFunctions, sts } from './small.ts';
import { cloudFront } from './cloudfront.ts';
import { logs } from './logs.ts';
import { Switches } from './switches.ts';
import { Refusal } from './wire.ts';
import type { Service } from './wire.ts';

/** A call that came, in the order of arrival. */
export interface Call {
  /** The IAM action that it needs: `lambda:GetAlias`. */
  action: string;
  input: Record<string, unknown>;
  /** When it came and when it was answered, in ms of `performance.now()`. */
  from: number;
  to?: number;
}

/** AWS on loopback: one account in memory, asked over the wire by the real clients. */
export class FakeAws {
  readonly account: Account;
  readonly switches = new Switches();
  readonly calls: Call[] = [];
  /** What was asked that this fake does not know. A test that leaves any has failed. */
  readonly faults: string[] = [];
  /** Its address, for `endpoint` or `AWS_ENDPOINT_URL`. */
  url = '';
  readonly #services: Service[];
  readonly #server = createServer((req, res) => void this.#answer(req, res));

  constructor(now?: () => number) {
    this.account = new Account(now);
    const size = (): number => this.switches.pageSize;
    this.#services = [
      lambda(this.account, size),
      cloudWatch(this.account, size),
      codeDeploy(this.account, size),
      sts(this.account),
      ses(this.account),
      sns(this.account),
      dynamo(this.account),
      stepFunctions(this.account, size),
      cognito(this.account),
      cloudFront(this.account, size),
      logs(this.account, size),
    ];
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.url = `http://127.0.0.1:${address.port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The environment of a process that is to ask this account and no other. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: this.account.region,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example-secret',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** How often an action was called. */
  count(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const signedAs = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(req.headers.authorization ?? '')?.[1];
    const service = this.#services.find((each) => each.signedAs === signedAs);
    if (!service) return this.#fault(res, `No service is signed for as ${signedAs}.`);
    const { operation: name, input } = await readRequest(req, service);
    const action = service.actions?.[name] ?? `${service.prefix}:${name}`;
    const call: Call = { action, input, from: performance.now() };
    this.calls.push(call);
    try {
      const known = service.operations[name];
      if (!known) return this.#fault(res, `${action} (${req.method} ${req.url}) is not known.`);
      const strange = Object.keys(input).filter((member) => !known.takes.includes(member));
      if (strange.length > 0) return this.#fault(res, `${action} does not know ${strange.join(', ')}.`);
      await this.switches.before(action, this.account);
      const answer = this.switches.bend(action, known.answer(input));
      if (this.switches.lost.has(action)) res.destroy();
      else answerWith(res, service, name, answer);
    } catch (error) {
      if (error instanceof Refusal) answerWith(res, service, name, error);
      else
        this.#fault(res, `${action} broke: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    } finally {
      call.to = performance.now();
    }
  }

  #fault(res: ServerResponse, sentence: string): void {
    this.faults.push(sentence);
    // No try is repeated after this one.
    res.writeHead(400, { 'Content-Type': 'text/plain' }).end(sentence);
  }
}

/** A fake for the time of a test, which fails where something was asked that the fake does not know. */
export async function useAws(t: TestContext, now?: () => number): Promise<FakeAws> {
  const aws = await new FakeAws(now).listen();
  t.after(async () => {
    await aws.close();
    if (aws.faults.length > 0) throw new Error(aws.faults.join('\n'));
  });
  return aws;
}
