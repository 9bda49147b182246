import { GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import { iso, known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { apart } from '../failure.ts';

/** So many of the newest are shown. */
const MOST = 10;

export const cdn = {
  part: 'cdn',
  scope: 'account',
  everyMs: 60_000,
  lacks: (config) => (config.distribution ? undefined : 'Not configured: set "distribution" in bridge.json.'),
  permissions: ({ partition, account }, config) =>
    ['cloudfront:ListInvalidations', 'cloudfront:GetInvalidation'].map((action) => ({
      action,
      resources: [`arn:${partition}:cloudfront::${account}:distribution/${config.distribution ?? ''}`],
    })),
  async collect({ clients, call, config, memory }: Context) {
    const DistributionId = config.distribution;
    const { InvalidationList } = await call('cloudfront:ListInvalidations', (options) =>
      clients.cloudFront.send(new ListInvalidationsCommand({ DistributionId, MaxItems: MOST }), options),
    );
    /** The paths of an invalidation, which never change. */
    const pathsOf = async (Id: string): Promise<string[] | undefined> => {
      // Nobody else writes these.
      const seen = memory.get(Id) as string[] | undefined;
      if (seen) return seen;
      const { Invalidation } = await call('cloudfront:GetInvalidation', (options) =>
        clients.cloudFront.send(new GetInvalidationCommand({ DistributionId, Id }), options),
      );
      const paths = Invalidation?.InvalidationBatch?.Paths?.Items;
      if (paths) memory.set(Id, paths);
      return paths;
    };
    const items = (InvalidationList?.Items ?? []).toSorted(
      (a, b) => (b.CreateTime?.getTime() ?? 0) - (a.CreateTime?.getTime() ?? 0),
    );
    const paths = await Promise.all(items.map(({ Id = '' }) => apart(pathsOf(Id))));
    return {
      fields: {
        cloudfront: {
          distribution_id: DistributionId,
          invalidations: items.map(({ Id, Status, CreateTime }, index) =>
            known({ id: Id, status: Status, created_at: iso(CreateTime), paths: paths[index]?.value }),
          ),
        },
      },
      failures: paths.map(({ why }) => why),
    };
  },
} satisfies Collector;
