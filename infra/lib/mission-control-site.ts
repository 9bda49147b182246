import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { headerPaths } from '../../server/headers.ts';
import { headersPolicy } from './site-headers.ts';

/** Properties of {@link MissionControlSite}. */
export interface MissionControlSiteProps {
  /**
   * Domain of the Beak that is served below `/beak` and `/fn` of the site, so that its pages need no CORS. It must take a
   * `POST` as it is, as an HTTP API does; a function URL with IAM refuses a body that came without its hash. Default:
   * none, and pages ask the origins of `apiOrigins`.
   */
  beakDomain?: string;
  /** Origins of other Beaks that pages may ask, such as `https://api.example.com`; those must allow this site by CORS. */
  apiOrigins?: readonly string[];
  /** Origins whose pages may frame `/embed/`, the same as in `mission-control.json`. */
  embedParents?: readonly string[];
  /** Domain names of your own, and a certificate for them of the region us-east-1. Default: the one of CloudFront. */
  domainNames?: readonly string[];
  certificate?: acm.ICertificate;
  /** Keep a log of requests in a bucket of its own, for 90 days. Default false. */
  accessLogs?: boolean;
  /** What becomes of the buckets when the stack is deleted; with something in them they stay in any case. Default: they stay. */
  removalPolicy?: RemovalPolicy;
}

/** So long a GET of the Beak is kept for everybody with the same authorization. */
const BEAK_KEPT = Duration.seconds(30);

/** Where a path of the site may be asked: at the root, which is the latest, and below each prefix. */
const placesOf = (path: string): string[] => [path, `/latest${path}`, `/v*${path}`];

/**
 * A private bucket behind CloudFront. The bucket has one folder for each version and `latest/`; what has no such prefix is
 * looked for in `latest/`. Files get there by `npm run deploy`, with their types and cache rules.
 */
export class MissionControlSite extends Construct {
  readonly bucket: s3.Bucket;
  readonly distribution: cloudfront.Distribution;
  /** Address without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: MissionControlSiteProps = {}) {
    super(scope, id);
    const { beakDomain, domainNames = [], certificate, removalPolicy = RemovalPolicy.RETAIN } = props;
    if (domainNames.length > 0 !== (certificate !== undefined))
      throw new Error('domainNames and certificate belong together: one of them is missing.');
    const own = { removalPolicy, enforceSSL: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL };
    this.bucket = new s3.Bucket(this, 'Bucket', { ...own, encryption: s3.BucketEncryption.S3_MANAGED });

    const files = this.#files(props);
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `Mission Control (${Stack.of(this).stackName})`,
      defaultBehavior: files('/*'),
      additionalBehaviors: {
        ...(beakDomain !== undefined && this.#beak(beakDomain)),
        // The file goes from the general to the particular; CloudFront takes the first that matches.
        ...Object.fromEntries(
          headerPaths
            .filter((path) => path !== '/*')
            .reverse()
            .flatMap((path) => {
              const behavior = files(path);
              return placesOf(path).map((place) => [place, behavior]);
            }),
        ),
      },
      // What is missing now may be there in a moment: a deployment is under way.
      errorResponses: [403, 404, 500, 502, 503, 504].map((httpStatus) => ({
        httpStatus,
        ttl: Duration.seconds(0),
      })),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      ...(certificate && { domainNames: [...domainNames], certificate }),
      ...(props.accessLogs && {
        enableLogging: true,
        logBucket: new s3.Bucket(this, 'AccessLogs', {
          ...own,
          encryption: s3.BucketEncryption.S3_MANAGED,
          // CloudFront writes logs by access control lists.
          objectOwnership: s3.ObjectOwnership.OBJECT_WRITER,
          lifecycleRules: [{ expiration: Duration.days(90) }],
        }),
      }),
    });
    this.url = `https://${domainNames[0] ?? this.distribution.distributionDomainName}`;
  }

  /** Makes the behaviour of a path of `server/headers.json`. */
  #files(props: MissionControlSiteProps): (path: string) => cloudfront.BehaviorOptions {
    const origin = origins.S3BucketOrigin.withOriginAccessControl(this.bucket, {
      // Who may not list is told 403 for a file that is missing.
      originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
    });
    const request = new cloudfront.Function(this, 'Request', {
      comment: 'The index of a folder, and the latest version where none is named',
      code: cloudfront.FunctionCode.fromFile({
        filePath: join(import.meta.dirname, 'functions/site-request.js'),
      }),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    const cachePolicy = new cloudfront.CachePolicy(this, 'Files', {
      comment: 'Files of the site: as each says of itself',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
    const hosting = { api: props.apiOrigins ?? [], parents: props.embedParents ?? [] };
    return (path) => ({
      origin,
      cachePolicy,
      compress: true,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: headersPolicy(this, `Headers ${path}`, path, hosting),
      functionAssociations: [{ function: request, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    });
  }

  /** The behaviours of the Beak: GETs are kept, a POST is passed on. */
  #beak(domain: string): Record<string, cloudfront.BehaviorOptions> {
    const behavior: cloudfront.BehaviorOptions = {
      origin: new origins.HttpOrigin(domain, {
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      }),
      cachePolicy: new cloudfront.CachePolicy(this, 'Beak', {
        comment: 'GETs of the Beak, kept apart by who asks',
        // Its answers say no-cache to browsers; this is the time that holds here.
        minTtl: BEAK_KEPT,
        defaultTtl: BEAK_KEPT,
        maxTtl: BEAK_KEPT,
        // Without it in the key, one who may read would let all others read for 30 s.
        headerBehavior: cloudfront.CacheHeaderBehavior.allowList('Authorization'),
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachedMethods: cloudfront.CachedMethods.CACHE_GET_HEAD,
      compress: true,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    };
    return Object.fromEntries(['/beak', '/beak/*', '/fn', '/fn/*'].map((path) => [path, behavior]));
  }
}
