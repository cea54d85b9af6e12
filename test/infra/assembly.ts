import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

export const assembly = inject('assembly');

export type Resource = {
  readonly Type: string;
  // A template is data of CloudFormation's shape, which differs by type of resource.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: Record<string, string>;
};

export type Template = {
  readonly Resources: Record<string, Resource>;
  readonly Parameters?: Record<string, Record<string, string>>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
};

export const readTemplate = (stack: 'Data' | 'App' | 'Web', directory = assembly.outdir): Template =>
  JSON.parse(
    readFileSync(join(directory, `SmsConversations-production-${stack}.template.json`), 'utf8'),
  ) as Template;

export const data = readTemplate('Data');
export const app = readTemplate('App');
export const web = readTemplate('Web');

/** The resources of a type, with their logical ids. */
export const resourcesOf = (
  template: Template,
  type: string,
): readonly (Resource & { readonly id: string })[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));

/** The only resource of a type. */
export const theOnly = (template: Template, type: string): Resource & { readonly id: string } => {
  const [first, ...others] = resourcesOf(template, type);
  if (first === undefined || others.length > 0) throw new Error(`Not exactly one ${type}.`);
  return first;
};

/** An intrinsic as one line: `arn:<AWS::Partition>:…`, `<Logical.Arn>`, `<import Export>`. */
export const flatten = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::ImportValue') return `<import ${flatten(argument)}>`;
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(flatten).join(separator);
  }
  return JSON.stringify(value);
};

export const asList = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? (value as readonly Item[]) : [value as Item];

export type Statement = {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Record<string, unknown> | undefined;
};

/** What a role's policies allow. */
export const statementsOf = (template: Template, roleId: string): readonly Statement[] =>
  resourcesOf(template, 'AWS::IAM::Policy')
    .filter((policy) => (policy.Properties.Roles as { Ref: string }[]).some((role) => role.Ref === roleId))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement as Record<string, unknown>[])
    .map((statement) => ({
      sid: (statement['Sid'] as string | undefined) ?? '',
      actions: asList(statement['Action'] as string | string[]),
      resources: asList(statement['Resource']).map(flatten),
      conditions: statement['Condition'] as Record<string, unknown> | undefined,
    }));

export type DeployedFunction = {
  readonly id: string;
  /** The folder under `functions/`. */
  readonly name: string;
  readonly roleId: string;
  readonly properties: Resource['Properties'];
  readonly environment: Record<string, unknown>;
  /** Folder of its code. */
  readonly assetDirectory: string;
  readonly statements: readonly Statement[];
};

const functionsOf = (template: Template): readonly DeployedFunction[] =>
  resourcesOf(template, 'AWS::Lambda::Function').map((resource) => {
    const roleId = (resource.Properties.Role as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
    const environment = (resource.Properties.Environment?.Variables ?? {}) as Record<string, unknown>;
    return {
      id: resource.id,
      name: String(environment['POWERTOOLS_SERVICE_NAME']),
      roleId,
      properties: resource.Properties,
      environment,
      assetDirectory: join(assembly.outdir, String(resource.Metadata?.['aws:asset:path'])),
      statements: statementsOf(template, roleId),
    };
  });

/** Every function of the product. CDK's own copier of files, in the web stack, is not one. */
export const deployedFunctions: readonly DeployedFunction[] = [...functionsOf(data), ...functionsOf(app)];

export const functionNamed = (name: string): DeployedFunction => {
  const found = deployedFunctions.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no function ${name}.`);
  return found;
};
