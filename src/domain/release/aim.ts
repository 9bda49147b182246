/** What an alias points to, and the share of the calls that goes to another version. */
export interface Aim {
  version: string;
  weights: Readonly<Record<string, number>>;
}

/** Whether two aims are one. AWS keeps a weight as it was sent; the wire may write its last digits otherwise. */
export function sameAim(one: Aim, other: Aim): boolean {
  const [names, wanted] = [Object.keys(one.weights), Object.keys(other.weights)];
  return (
    one.version === other.version &&
    names.length === wanted.length &&
    wanted.every((name) => Math.abs((one.weights[name] ?? NaN) - (other.weights[name] ?? NaN)) < 1e-6)
  );
}
