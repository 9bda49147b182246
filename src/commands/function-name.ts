/** A function as it is named to AWS, taken apart. */
export interface FunctionName {
  /** What a command is given: name or ARN, without a version or alias behind it. */
  function: string;
  /** The name alone, as logs and metrics have it. */
  name: string;
  /** The region of an ARN, of any partition: `aws`, `aws-cn`, `aws-us-gov`. */
  region?: string | undefined;
  /** The version or alias that stood behind it. */
  qualifier?: string | undefined;
}

const ARN = /^(arn:aws[a-z-]*:lambda:([a-z0-9-]+):\d{12}:function:([\w-]+))(?::([\w$-]+))?$/;
const PARTIAL = /^(\d{12}:(?:function:)?([\w-]+))(?::([\w$-]+))?$/;
const QUALIFIED = /^([\w-]+):([\w$-]+)$/;

/**
 * A function by its name, its partial or whole ARN, each with or without a qualifier. What is none of these is a name as
 * it stands: AWS will say what is wrong with it. Source: AWS Lambda API Reference, *FunctionName*.
 */
export function functionName(text: string): FunctionName {
  const [, arn, region, ofArn, behindArn] = ARN.exec(text) ?? [];
  if (arn && ofArn) return { function: arn, name: ofArn, region, qualifier: behindArn };
  const [, partial, ofPartial, behindPartial] = PARTIAL.exec(text) ?? [];
  if (partial && ofPartial) return { function: partial, name: ofPartial, qualifier: behindPartial };
  const [, name, qualifier] = QUALIFIED.exec(text) ?? [];
  return name ? { function: name, name, qualifier } : { function: text, name: text };
}
