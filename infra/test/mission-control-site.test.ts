import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { headersFor } from '../../server/headers.ts';
import { MissionControlSite } from '../lib/mission-control-site.ts';
import type { MissionControlSiteProps } from '../lib/mission-control-site.ts';
import { cloudFront } from './cloudfront.ts';
import type { Answer, AskOrigin } from './cloudfront.ts';
import { only, resources, versioned } from './stage.ts';

function site(props: MissionControlSiteProps = {}): Template {
  const stack = new Stack(new App(), 'Site');
  new MissionControlSite(stack, 'Site', props);
  return Template.fromStack(stack);
}

const answer = (status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: Buffer.from('hello'),
});

/** The keys that a distribution asks the bucket for, for each of these paths. */
async function keys(...paths: string[]): Promise<(string | undefined)[]> {
  const asked: string[] = [];
  const ask = cloudFront(site(), {
    bucket: ({ url }) => {
      asked.push(url);
      return Promise.resolve(answer());
    },
  });
  for (const url of paths) {
    const { headers } = await ask({ url });
    if (headers['location']) asked.push(`→ ${headers['location']}`);
  }
  return asked;
}

describe('MissionControlSite', () => {
  it('has a bucket that nobody but CloudFront reads', () => {
    const template = site();
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: {
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
        OriginAccessControlOriginType: 's3',
      },
    });
    const policy = JSON.stringify(only(template, 'AWS::S3::BucketPolicy').Properties);
    assert.match(policy, /"AWS:SourceArn"/);
    assert.match(policy, /"aws:SecureTransport":"false"/);
  });

  it('tells a file that is missing from one that may not be read, and serves no page in its place', () => {
    const template = site();
    assert.match(JSON.stringify(only(template, 'AWS::S3::BucketPolicy').Properties), /"s3:ListBucket"/);
    const { CustomErrorResponses } = only(template, 'AWS::CloudFront::Distribution').Properties[
      'DistributionConfig'
    ] as { CustomErrorResponses: { ErrorCachingMinTTL: number; ResponsePagePath?: string }[] };
    assert.ok(CustomErrorResponses.every(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL === 0));
    assert.ok(CustomErrorResponses.every(({ ResponsePagePath }) => ResponsePagePath === undefined));
  });

  it('sends the headers of the file that the local server reads, at the root and below every prefix', async () => {
    const hosting = { api: ['https://api.example.com'], parents: ['https://wiki.example.com'] };
    const ask = cloudFront(site({ apiOrigins: hosting.api, embedParents: hosting.parents }), {
      bucket: () => Promise.resolve(answer()),
    });
    for (const path of [
      '/index.html',
      '/runbooks/canary.html',
      '/cards/mc-alias-drift.js',
      '/cards/chunks/core-12345678.js',
      '/embed/index.html',
      '/embed/parent.js',
    ])
      for (const prefix of ['', '/latest', '/v1.2.3', '/v10.0.0-rc.1']) {
        const { headers } = await ask({ url: prefix + path });
        const expected = Object.entries(headersFor(path, hosting)).filter(
          ([name]) => name !== 'Cache-Control',
        );
        for (const [name, value] of expected)
          assert.equal(headers[name.toLowerCase()], value, `${name} of ${prefix}${path}`);
      }
  });

  it('keeps cache rules with the files: a chunk that is missing for a moment is not missing for a year', async () => {
    const ask = cloudFront(site(), { bucket: () => Promise.resolve(answer(404)) });
    const { headers } = await ask({ url: '/cards/chunks/core-12345678.js' });
    assert.equal(headers['cache-control'], undefined);
  });

  it('asks the bucket again for what says no-cache, and keeps what is immutable', async () => {
    let asked = 0;
    const ask = cloudFront(site(), {
      bucket: ({ url }) => {
        asked += 1;
        const immutable = url.includes('/chunks/');
        return Promise.resolve(
          answer(200, { 'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache' }),
        );
      },
    });
    const twice = async (url: string): Promise<number> => {
      asked = 0;
      await ask({ url });
      await ask({ url });
      return asked;
    };
    assert.equal(await twice('/index.html'), 2);
    assert.equal(await twice('/cards/chunks/core-12345678.js'), 1);
  });

  it('finds the index of a folder, and the latest version where none is named', async () => {
    assert.deepEqual(
      await keys(
        '/',
        '/runbooks/',
        '/index.html',
        '/cards/mc-alias-drift.js',
        '/latest/',
        '/v1.2.3/runbooks/',
        '/v1.2.3/shell.js',
      ),
      [
        '/latest/index.html',
        '/latest/runbooks/index.html',
        '/latest/index.html',
        '/latest/cards/mc-alias-drift.js',
        '/latest/index.html',
        '/v1.2.3/runbooks/index.html',
        '/v1.2.3/shell.js',
      ],
    );
  });

  it('sends a folder without its slash to the one with it, its query kept, and to no other host', async () => {
    assert.deepEqual(
      await keys('/runbooks', '/latest', '/v1.2.3', '/embed?card=mc-alias-drift&x=1%202', '//evil.example'),
      [
        '→ /runbooks/',
        '→ /latest/',
        '→ /v1.2.3/',
        '→ /embed/?card=mc-alias-drift&x=1%202',
        '/latest/evil.example',
      ],
    );
  });

  it('asks by https, with a protocol of today', () => {
    site().hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        HttpVersion: 'http2and3',
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
      },
    });
  });

  it('takes domain names with their certificate, and refuses one without the other', () => {
    const stack = new Stack(new App(), 'Site');
    const certificate = acm.Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
    );
    new MissionControlSite(stack, 'Site', { domainNames: ['ops.example.com'], certificate });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['ops.example.com'],
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    assert.throws(
      () => site({ domainNames: ['ops.example.com'] }),
      /domainNames and certificate belong together/,
    );
  });

  it('keeps access logs only where asked to, and not for ever', () => {
    assert.equal(resources(site(), 'AWS::S3::Bucket').length, 1);
    const template = site({ accessLogs: true });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { Logging: Match.objectLike({ Bucket: Match.anyValue() }) },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
    });
  });
});

describe('The Beak below the site', () => {
  /** A distribution with a Beak that says who asked it. */
  function beak(template = site({ beakDomain: 'abc.execute-api.eu-west-1.amazonaws.com' })) {
    const asked: Parameters<AskOrigin>[0][] = [];
    const clock = { now: 0 };
    const ask = cloudFront(
      template,
      {
        bucket: () => Promise.resolve(answer(404)),
        beak: (request) => {
          asked.push(request);
          const who = request.headers['authorization'];
          return Promise.resolve(
            answer(who === 'Bearer no' ? 403 : 200, { 'cache-control': 'no-cache', 'x-for': who ?? '' }),
          );
        },
      },
      () => clock.now,
    );
    return { ask, asked, clock };
  }
  const get = (url: string, authorization = 'Bearer a') => ({ url, headers: { authorization } });

  it('is asked once in 30 s, however many operators poll', async () => {
    const { ask, asked, clock } = beak();
    for (clock.now = 0; clock.now < 30_000; clock.now += 10_000) await ask(get('/beak/system/status'));
    assert.equal(asked.length, 1);
    clock.now = 30_000;
    await ask(get('/beak/system/status'));
    assert.equal(asked.length, 2);
  });

  it('says the age of what was kept', async () => {
    const { ask, clock } = beak();
    await ask(get('/beak/metrics'));
    clock.now = 12_000;
    const { headers } = await ask(get('/beak/metrics'));
    assert.equal(headers['age'], '12');
  });

  it('answers nobody with what another may read', async () => {
    const { ask, asked } = beak();
    await ask(get('/beak/metrics', 'Bearer a'));
    const { headers } = await ask(get('/beak/metrics', 'Bearer b'));
    assert.equal(headers['x-for'], 'Bearer b');
    assert.equal((await ask({ url: '/beak/metrics' })).headers['x-for'], '');
    assert.equal(asked.length, 3);
  });

  it('does not keep a refusal', async () => {
    const { ask, asked } = beak();
    await ask(get('/beak/metrics', 'Bearer no'));
    await ask(get('/beak/metrics', 'Bearer no'));
    assert.equal(asked.length, 2);
  });

  it('takes a POST as a browser sends it: with a body, without its hash', async () => {
    const { ask, asked } = beak();
    const post = {
      method: 'POST',
      url: '/beak/audit',
      headers: { 'authorization': 'Bearer a', 'content-type': 'application/json' },
      body: '{}',
    };
    assert.equal((await ask(post)).status, 200);
    assert.equal((await ask(post)).status, 200);
    assert.deepEqual(asked, [post, post]);
  });

  it('is no origin that CloudFront signs for, which would refuse that POST', () => {
    const template = site({ beakDomain: 'abc.execute-api.eu-west-1.amazonaws.com' });
    const { Origins } = only(template, 'AWS::CloudFront::Distribution').Properties['DistributionConfig'] as {
      Origins: { CustomOriginConfig?: { OriginProtocolPolicy: string }; OriginAccessControlId?: unknown }[];
    };
    const own = Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig);
    assert.deepEqual(
      own.map(({ CustomOriginConfig, OriginAccessControlId }) => [
        CustomOriginConfig?.OriginProtocolPolicy,
        OriginAccessControlId,
      ]),
      [['https-only', undefined]],
    );
  });

  it('would refuse that POST from a function URL that CloudFront signs for', async () => {
    const { stack, service } = versioned();
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: {
        origin: origins.FunctionUrlOrigin.withOriginAccessControl(service.alias.addFunctionUrl()),
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: new cloudfront.CachePolicy(stack, 'Policy'),
      },
    });
    const { ask } = beak(Template.fromStack(stack));
    assert.equal((await ask({ method: 'POST', url: '/beak/audit', body: '{}' })).status, 403);
    assert.equal((await ask({ method: 'POST', url: '/beak/audit' })).status, 200);
  });

  it('lists several functions below /fn', async () => {
    const { ask, asked } = beak();
    await ask(get('/fn'));
    await ask(get('/fn/beak-api/beak/metrics'));
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['/fn', '/fn/beak-api/beak/metrics'],
    );
  });

  it('may be elsewhere: then the page may ask that origin, and the site has no such path', async () => {
    const template = site({ apiOrigins: ['https://api.example.com'] });
    const { ask, asked } = beak(template);
    assert.equal((await ask(get('/beak/metrics'))).status, 308);
    assert.equal(asked.length, 0);
    const { headers } = await ask({ url: '/index.html' });
    assert.match(headers['content-security-policy'] ?? '', /connect-src 'self' https:\/\/api\.example\.com;/);
  });
});
