import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of the rule packs, here and below.
 *
 * @param finding the rule, as `AwsSolutions-IAM5[Resource::*]` where a rule reports several findings
 * @param reason why it is right all the same
 */
export const acknowledge = (construct: IConstruct, finding: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id: finding, reason });
};

type Rendered =
  | string
  | { Ref: string }
  | { 'Fn::GetAtt': readonly string[] }
  | { 'Fn::ImportValue': string }
  | { 'Fn::Join': [string, Rendered[]] };

/** As the rule packs write a reference: `<LogicalId>`, `<LogicalId.Arn>`, an import by its bare name. */
const flatten = (value: Rendered): string => {
  if (typeof value === 'string') return value;
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in value) return value['Fn::ImportValue'];
  const [separator, parts] = value['Fn::Join'];
  return parts.map(flatten).join(separator);
};

/** Accepts that a policy below grants something on exactly this wildcard resource, and on no other. */
export const acknowledgeWildcard = (construct: IConstruct, resource: string, reason: string): void => {
  const rendered = flatten(Stack.of(construct).resolve(resource) as Rendered);
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${rendered}]`, reason);
};
