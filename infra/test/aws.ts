import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** What came over the wire. */
export interface AwsRequest {
  method: string;
  /** The decoded path with its query. */
  url: URL;
  /** What a JSON API is asked to do, such as `CodeDeploy_20141006.GetDeployment`; empty for REST. */
  target: string;
  body: string;
}

/** What goes back; 200 and `{}` where nothing is said. */
export interface AwsAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

async function read(req: IncomingMessage): Promise<AwsRequest> {
  const parts: Buffer[] = [];
  // Without an encoding set, a request gives buffers; its type does not say so.
  for await (const part of req) parts.push(part as Buffer);
  return {
    method: req.method ?? '',
    url: new URL(req.url ?? '/', 'http://aws'),
    target: String(req.headers['x-amz-target'] ?? ''),
    body: Buffer.concat(parts).toString(),
  };
}

/**
 * Stands for AWS on a loopback port, and points the SDK's clients of this process there.
 * @returns the requests, in the order in which they came
 */
export async function useAws(
  t: TestContext,
  answer: (request: AwsRequest) => AwsAnswer,
): Promise<AwsRequest[]> {
  const requests: AwsRequest[] = [];
  const server = createServer((req, res) => {
    void read(req).then((request) => {
      requests.push(request);
      const { status = 200, headers = {}, body = {} } = answer(request);
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      res.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return requests;
}
