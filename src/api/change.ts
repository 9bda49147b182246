/** A change of the alias, as `POST /beak/release` takes it. */
export interface Change {
  action: 'shift' | 'promote' | 'rollback';
  /** The published version that is to get the calls. */
  version: string;
  /** For a shift: the version's share of the calls, above 0 and below 1. */
  weight?: number;
  /** The revision that the alias had when the decision was taken. */
  revision_id: string;
  operator: string;
  /** Made once per change: sent again with the same id, the change is not made twice. */
  request_id: string;
}
