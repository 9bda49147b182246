import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { headersFor } from '../../server/headers.ts';
import type { Hosting } from '../../server/headers.ts';

/** Headers that CloudFront has properties of its own for, and refuses as custom ones. */
const OWN = new Set([
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'strict-transport-security',
  'access-control-allow-origin',
]);

/**
 * A policy with the headers that `server/headers.json` has for a path.
 *
 * But for `Cache-Control`: CloudFront adds these to every answer, a 404 too, and a chunk that is missing for a moment
 * would be missing for a year. It is kept with each object instead, where the deployment puts it.
 */
export function headersPolicy(
  scope: Construct,
  id: string,
  path: string,
  hosting: Hosting,
): cloudfront.ResponseHeadersPolicy {
  const headers = new Map(
    Object.entries(headersFor(path, hosting)).map(([name, value]) => [name.toLowerCase(), value]),
  );
  headers.delete('cache-control');
  const csp = headers.get('content-security-policy');
  const referrer = headers.get('referrer-policy');
  const secure = /^max-age=(\d+)$/.exec(headers.get('strict-transport-security') ?? '');
  const origin = headers.get('access-control-allow-origin');
  const custom = [...headers].filter(([name]) => !OWN.has(name));
  return new cloudfront.ResponseHeadersPolicy(scope, id, {
    comment: `Mission Control: ${path}`,
    securityHeadersBehavior: {
      ...(csp !== undefined && {
        contentSecurityPolicy: { contentSecurityPolicy: csp, override: true },
      }),
      ...(headers.get('x-content-type-options') === 'nosniff' && { contentTypeOptions: { override: true } }),
      ...(referrer !== undefined && {
        // The enumeration has the names of the header's values.
        referrerPolicy: {
          referrerPolicy: referrer as cloudfront.HeadersReferrerPolicy,
          override: true,
        },
      }),
      ...(secure && {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.seconds(Number(secure[1])),
          override: true,
        },
      }),
    },
    ...(origin !== undefined && {
      corsBehavior: {
        accessControlAllowOrigins: [origin],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowHeaders: ['*'],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    }),
    customHeadersBehavior: {
      customHeaders: custom.map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
