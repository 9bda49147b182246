import { runInNewContext } from 'node:vm';
import type { Template } from 'aws-cdk-lib/assertions';
import { only, resources } from './stage.ts';

interface Behavior {
  PathPattern?: string;
  TargetOriginId: string;
  AllowedMethods?: string[];
  CachePolicyId: { Ref: string };
  ResponseHeadersPolicyId?: { Ref: string };
  FunctionAssociations?: { EventType: string; FunctionARN: { 'Fn::GetAtt': [string, string] } }[];
}
interface Origin {
  Id: string;
  S3OriginConfig?: object;
  OriginAccessControlId?: { 'Fn::GetAtt': [string, string] };
}
interface Config {
  Origins: Origin[];
  DefaultCacheBehavior: Behavior;
  CacheBehaviors?: Behavior[];
  CustomErrorResponses?: { ErrorCode: number; ErrorCachingMinTTL: number }[];
}
interface CachePolicy {
  MinTTL: number;
  DefaultTTL: number;
  MaxTTL: number;
  ParametersInCacheKeyAndForwardedToOrigin: { HeadersConfig: { Headers?: string[] } };
}
interface HeadersPolicy {
  SecurityHeadersConfig?: {
    ContentSecurityPolicy?: { ContentSecurityPolicy: string };
    ContentTypeOptions?: object;
    ReferrerPolicy?: { ReferrerPolicy: string };
    StrictTransportSecurity?: { AccessControlMaxAgeSec: number };
  };
  CorsConfig?: { AccessControlAllowOrigins: { Items: string[] } };
  CustomHeadersConfig?: { Items: { Header: string; Value: string }[] };
}

/** A request of a browser. Names of headers are in small letters. */
export interface ViewerRequest {
  method?: string;
  /** With its query, if any. */
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** An answer, of an origin or to a browser. Names of headers are in small letters. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** What a distribution asks: the bucket, or whatever is behind `/beak`. */
export type AskOrigin = (request: Required<ViewerRequest>) => Promise<Answer>;

const said = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
});

/** A path pattern of CloudFront: `*` is any number of characters, slashes too; `?` is one. */
const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );

/** The headers that a policy adds. */
function added({ SecurityHeadersConfig: security = {}, CorsConfig, CustomHeadersConfig }: HeadersPolicy) {
  const { ContentSecurityPolicy, ContentTypeOptions, ReferrerPolicy, StrictTransportSecurity } = security;
  return {
    ...(ContentSecurityPolicy && { 'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy }),
    ...(ContentTypeOptions && { 'x-content-type-options': 'nosniff' }),
    ...(ReferrerPolicy && { 'referrer-policy': ReferrerPolicy.ReferrerPolicy }),
    ...(StrictTransportSecurity && {
      'strict-transport-security': `max-age=${StrictTransportSecurity.AccessControlMaxAgeSec}`,
    }),
    ...(CorsConfig && { 'access-control-allow-origin': CorsConfig.AccessControlAllowOrigins.Items[0] ?? '' }),
    ...Object.fromEntries(
      (CustomHeadersConfig?.Items ?? []).map(({ Header, Value }) => [Header.toLowerCase(), Value]),
    ),
  };
}

/** How long an answer is kept, in seconds: as the origin says, within the bounds of the policy. */
function timeToLive(
  { status, headers }: Answer,
  policy: CachePolicy,
  errors: Config['CustomErrorResponses'],
): number {
  if (status >= 400) return errors?.find(({ ErrorCode }) => ErrorCode === status)?.ErrorCachingMinTTL ?? 10;
  const control = headers['cache-control'] ?? '';
  if (/no-cache|no-store|private/.test(control)) return policy.MinTTL;
  const age = /(?:s-maxage|max-age)=(\d+)/.exec(control)?.[1];
  return Math.min(
    Math.max(age === undefined ? policy.DefaultTTL : Number(age), policy.MinTTL),
    policy.MaxTTL,
  );
}

/**
 * Answers requests as CloudFront would with the distribution of a template: the first behaviour whose path matches, its
 * function, its cache, its origin and its headers. An origin that CloudFront signs for refuses a body without its hash.
 * @param now the clock, in ms
 */
export function cloudFront(
  template: Template,
  origins: { bucket: AskOrigin; beak?: AskOrigin },
  now: () => number = Date.now,
): (request: ViewerRequest) => Promise<Answer> {
  const all = new Map(resources(template).map(([id, { Properties }]) => [id, Properties]));
  const config = only(template, 'AWS::CloudFront::Distribution').Properties['DistributionConfig'] as Config;
  const cache = new Map<string, { answer: Answer; until: number; from: number }>();
  // What a template refers to has the shape that its type has.
  const look = <T>(id: string, member: string): T => all.get(id)?.[member] as T;

  /** Runs the function of a behaviour, which changes the request or answers it. */
  const viewerRequest = ({ FunctionAssociations = [] }: Behavior, url: URL) => {
    const association = FunctionAssociations.find(({ EventType }) => EventType === 'viewer-request');
    if (!association) return { uri: url.pathname };
    const code = look<string>(association.FunctionARN['Fn::GetAtt'][0], 'FunctionCode');
    const querystring = Object.fromEntries(
      [...url.searchParams].map(([name, value]) => [name, { value: encodeURIComponent(value) }]),
    );
    const event = { request: { uri: url.pathname, querystring } };
    return runInNewContext(`${code}\nhandler(event)`, { event }) as {
      uri: string;
      statusCode?: number;
      headers?: Record<string, { value: string }>;
    };
  };

  const ask = async (behavior: Behavior, request: Required<ViewerRequest>): Promise<Answer> => {
    const origin = config.Origins.find(({ Id }) => Id === behavior.TargetOriginId);
    if (origin?.S3OriginConfig) return origins.bucket(request);
    const control = origin?.OriginAccessControlId?.['Fn::GetAtt'][0];
    const signed =
      control && look<{ OriginAccessControlOriginType: string }>(control, 'OriginAccessControlConfig');
    if (signed && request.body !== '' && !request.headers['x-amz-content-sha256'])
      return said(403, 'The request signature we calculated does not match the signature you provided.');
    return origins.beak ? origins.beak(request) : said(502, 'There is no such origin.');
  };

  return async ({ method = 'GET', url: asked, headers = {}, body = '' }) => {
    // Not relative to a base: what begins with two slashes would be a host there.
    const url = new URL(`https://site.example${asked}`);
    const behavior =
      config.CacheBehaviors?.find(({ PathPattern = '' }) => pattern(PathPattern).test(url.pathname)) ??
      config.DefaultCacheBehavior;
    if (!(behavior.AllowedMethods ?? ['GET', 'HEAD']).includes(method))
      return said(403, 'This distribution is not configured to allow the HTTP request method.');
    const { uri, statusCode, headers: given = {} } = viewerRequest(behavior, url);
    const answered = (answer: Answer): Answer => {
      const policy = behavior.ResponseHeadersPolicyId?.Ref;
      const more = policy ? added(look<HeadersPolicy>(policy, 'ResponseHeadersPolicyConfig')) : {};
      return { ...answer, headers: { ...answer.headers, ...more } };
    };
    if (statusCode !== undefined) {
      const location = given['location']?.value ?? '';
      return answered({ status: statusCode, headers: { location }, body: Buffer.alloc(0) });
    }
    const policy = look<CachePolicy>(behavior.CachePolicyId.Ref, 'CachePolicyConfig');
    const names = policy.ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig.Headers ?? [];
    const forwarded = Object.fromEntries(
      // What is not in the key is not passed on, but for what a body needs.
      [...names.map((name) => name.toLowerCase()), 'content-type', 'x-amz-content-sha256'].flatMap((name) =>
        headers[name] === undefined ? [] : [[name, headers[name]]],
      ),
    );
    const request = { method, url: uri, headers: forwarded, body };
    if (method !== 'GET' && method !== 'HEAD') return answered(await ask(behavior, request));
    const key = JSON.stringify([
      behavior.TargetOriginId,
      uri,
      names.map((name) => headers[name.toLowerCase()]),
    ]);
    const kept = cache.get(key);
    if (kept && now() < kept.until) {
      const age = String(Math.floor((now() - kept.from) / 1000));
      return answered({ ...kept.answer, headers: { ...kept.answer.headers, age } });
    }
    const answer = await ask(behavior, request);
    const seconds = timeToLive(answer, policy, config.CustomErrorResponses);
    if (seconds > 0) cache.set(key, { answer, from: now(), until: now() + seconds * 1000 });
    return answered(answer);
  };
}
