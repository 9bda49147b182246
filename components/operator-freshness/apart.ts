const MINUTE = 60_000;

/**
 * How far apart samples of a log lie at most while a browser polls and nothing changes, in ms. As the recorders write
 * them, which are not loaded by a card.
 */
export const APART = {
  sd_activity_baseline: 5 * MINUTE,
  sd_latency_log: 0,
  sd_fleet_cache: 60 * MINUTE,
};
