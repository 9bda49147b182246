import type { Account } from './account.ts';
import { Refusal } from './wire.ts';
import type { Service } from './wire.ts';

const BASE = '/2020-05-31/distribution/(?<DistributionId>[^/]+)/invalidation';
// XML has its times as text.
const iso = (seconds: number | undefined): string => new Date((seconds ?? 0) * 1000).toISOString();

/** CloudFront: the invalidations of a distribution. */
export function cloudFront(account: Account, pageSize: () => number): Service {
  const find = (id: unknown) => {
    const found = account.invalidations.get(String(id));
    if (found) return found;
    throw new Refusal(404, 'NoSuchDistribution', 'The specified distribution does not exist.');
  };
  return {
    signedAs: 'cloudfront',
    prefix: 'cloudfront',
    protocol: 'rest-xml',
    routes: [
      {
        method: 'GET',
        path: new RegExp(`^${BASE}$`),
        operation: 'ListInvalidations',
        query: { Marker: 'Marker', MaxItems: 'MaxItems' },
      },
      { method: 'GET', path: new RegExp(`^${BASE}/(?<Id>[^/]+)$`), operation: 'GetInvalidation' },
    ],
    operations: {
      ListInvalidations: {
        takes: ['DistributionId', 'Marker', 'MaxItems'],
        answer: ({ DistributionId, Marker, MaxItems }) => {
          const all = find(DistributionId);
          const from = Number(Marker ?? 0);
          const to = from + Math.min(Number(MaxItems ?? 100), pageSize());
          return {
            InvalidationList: {
              Marker: String(from),
              MaxItems: to - from,
              IsTruncated: to < all.length,
              Quantity: all.slice(from, to).length,
              Items: {
                InvalidationSummary: all
                  .slice(from, to)
                  .map(({ Id, CreateTime, Status }) => ({ Id, CreateTime: iso(CreateTime), Status })),
              },
            },
          };
        },
      },
      GetInvalidation: {
        takes: ['DistributionId', 'Id'],
        answer: ({ DistributionId, Id }) => {
          const found = find(DistributionId).find((each) => each.Id === Id);
          if (!found)
            throw new Refusal(404, 'NoSuchInvalidation', 'The specified invalidation does not exist.');
          return {
            Invalidation: {
              Id: found.Id,
              Status: found.Status,
              CreateTime: iso(found.CreateTime),
              InvalidationBatch: {
                CallerReference: found.Id,
                Paths: { Quantity: found.paths.length, Items: { Path: found.paths } },
              },
            },
          };
        },
      },
    },
  };
}
