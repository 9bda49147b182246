import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, xml } from './wire.ts';
import type { Service } from './wire.ts';

const DENIED = 'AccessDeniedException';

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of req.setEncoding('utf8')) body += String(part);
  return body;
}

// What a client of the SDK sends as JSON is an object.
const parsed = (body: string): Record<string, unknown> =>
  body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);

/** The operation that a request asks for, and its members; an empty name where there is none. */
export async function readRequest(
  req: IncomingMessage,
  service: Service,
): Promise<{ operation: string; input: Record<string, unknown> }> {
  const body = await bodyOf(req);
  if (service.protocol === 'json') {
    const [version, operation = ''] = String(req.headers['x-amz-target']).split('.');
    return { operation: version === service.version ? operation : '', input: parsed(body) };
  }
  if (service.protocol === 'query') {
    const { Action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body));
    return { operation: Version === service.version ? Action : '', input };
  }
  const url = new URL(req.url ?? '/', 'http://loopback');
  for (const { method, path, operation, query = {}, headers = {}, payload } of service.routes ?? []) {
    const found = req.method === method && path.exec(url.pathname);
    if (!found) continue;
    const input: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(found.groups ?? {})) input[name] = decodeURIComponent(value);
    for (const [member, name] of Object.entries(query))
      if (url.searchParams.has(name)) input[member] = url.searchParams.get(name);
    for (const name of url.searchParams.keys())
      if (!Object.values(query).includes(name)) input[name] = url.searchParams.get(name);
    for (const [member, name] of Object.entries(headers))
      if (req.headers[name] !== undefined) input[member] = req.headers[name];
    if (payload === undefined) Object.assign(input, parsed(body));
    else if (body !== '') input[payload] = body;
    return { operation, input };
  }
  return { operation: '', input: {} };
}

/** Sends what an operation answered, or why it refused, as the service's protocol has it. */
export function answerWith(
  res: ServerResponse,
  service: Service,
  operation: string,
  answer: object | Refusal,
): void {
  res.setHeader('x-amzn-requestid', randomUUID());
  if (service.protocol === 'query' || service.protocol === 'rest-xml')
    return sendXml(res, service, operation, answer);
  res.setHeader('Content-Type', 'application/x-amz-json-1.1');
  if (answer instanceof Refusal) {
    const { status, code, message } = answer;
    res.setHeader('x-amzn-errortype', code);
    return void res.writeHead(status).end(JSON.stringify({ __type: code, message, Message: message }));
  }
  if (operation === 'Invoke') return sendInvocation(res, answer);
  res.end(JSON.stringify(answer));
}

/** What Lambda answers to a call is the payload itself; the rest stands in headers. */
function sendInvocation(res: ServerResponse, answer: object): void {
  const { Payload, ExecutedVersion, FunctionError } = answer as Record<string, string | undefined>;
  if (ExecutedVersion !== undefined) res.setHeader('x-amz-executed-version', ExecutedVersion);
  if (FunctionError !== undefined) res.setHeader('x-amz-function-error', FunctionError);
  res.end(Payload);
}

function sendXml(res: ServerResponse, service: Service, operation: string, answer: object | Refusal): void {
  res.setHeader('Content-Type', 'text/xml');
  if (answer instanceof Refusal) {
    const { status, code, message } = answer;
    const error = {
      Type: 'Sender',
      Code:
        code === DENIED ? (service.denial ?? 'AccessDenied') : code.replace(/^(Throttling)Exception$/, '$1'),
      Message: message,
    };
    const body = xml({ Error: error, RequestId: randomUUID() }, 'ErrorResponse');
    return void res.writeHead(status).end(body);
  }
  if (service.protocol === 'query')
    return void res.end(xml({ [`${operation}Result`]: answer }, `${operation}Response`));
  // A REST answer in XML names its own root.
  const [[root, value] = []] = Object.entries(answer);
  res.end(xml(value, root ?? operation));
}
