import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { identityOf, type Identity } from './resource-identity.ts';

/** A resource of the template with every intrinsic function resolved. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt … Arn` gives. */
  readonly arn: string;
};

export type Template = {
  readonly resources: readonly Resource[];
  /** The folder of a file asset, by its key in the asset bucket (`<hash>.zip`). */
  readonly assets: ReadonlyMap<string, string>;
};

/** The account and Region that ARNs name here. */
export const localAccount = { account: '000000000000', region: 'us-east-1' } as const;

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.looseObject({}).optional(),
      displayName: z.string().optional(),
    }),
  ),
});

const Stack = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
type Stack = z.infer<typeof Stack>;

const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** All stacks by name, and all file assets, of a cloud assembly and of those nested in it. */
const readAssembly = async (
  directory: string,
): Promise<{ stacks: Map<string, Stack>; assets: Map<string, string> }> => {
  const stacks = new Map<string, Stack>();
  const assets = new Map<string, string>();
  const manifest = Manifest.parse(await readJson(join(directory, 'manifest.json')));
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    const properties = artifact.properties ?? {};
    if (artifact.type === 'aws:cloudformation:stack') {
      const name = String(properties['stackName'] ?? id);
      stacks.set(name, Stack.parse(await readJson(join(directory, String(properties['templateFile'])))));
    } else if (artifact.type === 'cdk:asset-manifest') {
      const { files } = Assets.parse(await readJson(join(directory, String(properties['file']))));
      for (const { source, destinations } of Object.values(files)) {
        if (source.path === undefined) continue;
        for (const { objectKey } of Object.values(destinations))
          assets.set(objectKey, join(directory, source.path));
      }
    } else if (artifact.type === 'cdk:cloud-assembly') {
      const nested = await readAssembly(join(directory, String(properties['directoryName'])));
      for (const [name, stack] of nested.stacks) stacks.set(name, stack);
      for (const [key, path] of nested.assets) assets.set(key, path);
    }
  }
  return { stacks, assets };
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A function of CloudFormation: one key that is `Ref`, `Condition` or begins with `Fn::`. */
const intrinsicOf = (value: object): readonly [name: string, argument: unknown] | undefined => {
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) return undefined;
  return entry[0] === 'Ref' || entry[0].startsWith('Fn::') ? entry : undefined;
};

const noValue = Symbol('AWS::NoValue');

/** Resolves the values of one stack; other stacks are reached through exports and outputs. */
class StackResolver {
  readonly #identities = new Map<string, Identity>();
  readonly #name: string;
  readonly #stack: Stack;
  readonly #stacks: ReadonlyMap<string, StackResolver>;
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(
    name: string,
    stack: Stack,
    stacks: ReadonlyMap<string, StackResolver>,
    parameters: Readonly<Record<string, string>>,
  ) {
    this.#name = name;
    this.#stack = stack;
    this.#stacks = stacks;
    this.#parameters = parameters;
  }

  resources(): readonly Resource[] {
    return Object.entries(this.#stack.Resources)
      .filter(([, { Condition }]) => Condition === undefined || this.#condition(Condition))
      .map(([logicalId, { Type: type, Properties }]) => {
        const identity = this.#identity(logicalId);
        const properties = this.resolve(Properties) as Record<string, unknown>;
        return {
          stack: this.#name,
          logicalId,
          type,
          properties,
          ref: identity.ref,
          arn: identity.attributes['Arn'] ?? '',
        };
      });
  }

  exported(name: string): unknown {
    for (const output of Object.values(this.#stack.Outputs)) {
      if (output.Export !== undefined && this.resolve(output.Export.Name) === name)
        return this.resolve(output.Value);
    }
    return undefined;
  }

  output(name: string): unknown {
    return this.resolve(this.#stack.Outputs[name]?.Value);
  }

  resolve(value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((item) => this.resolve(item)).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const intrinsic = intrinsicOf(value);
    if (intrinsic !== undefined) return this.#call(...intrinsic);
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [key, this.resolve(item)] as const)
        .filter(([, item]) => item !== noValue),
    );
  }

  #call(name: string, argument: unknown): unknown {
    if (name === 'Ref') return this.#reference(String(argument));
    if (name === 'Fn::GetAtt') {
      const [logicalId, attribute] =
        typeof argument === 'string' ? argument.split(/\.(.*)/s) : (this.resolve(argument) as string[]);
      return this.#attribute(logicalId ?? '', attribute ?? '');
    }
    if (name === 'Fn::Sub') return this.#substitute(argument);
    if (name === 'Fn::If') {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return this.resolve(this.#condition(condition) ? yes : no);
    }
    const resolved = this.resolve(argument);
    if (name === 'Fn::ImportValue') return this.#import(String(resolved));
    if (name === 'Fn::GetStackOutput') {
      const { StackName, OutputName } = resolved as { StackName: string; OutputName: string };
      return this.#stacks.get(StackName)?.output(OutputName);
    }
    if (name === 'Fn::Base64') return Buffer.from(String(resolved)).toString('base64');
    if (name === 'Fn::GetAZs') return [`${localAccount.region}a`];
    const list = resolved as readonly unknown[];
    if (name === 'Fn::Join') return (list[1] as readonly unknown[]).map(asText).join(String(list[0]));
    if (name === 'Fn::Split') return String(list[1]).split(String(list[0]));
    if (name === 'Fn::Select') return (list[1] as readonly unknown[])[Number(list[0])];
    if (name === 'Fn::FindInMap')
      return this.#stack.Mappings[String(list[0])]?.[String(list[1])]?.[String(list[2])];
    if (name === 'Fn::Equals') return list[0] === list[1];
    if (name === 'Fn::And') return list.every(Boolean);
    if (name === 'Fn::Or') return list.some(Boolean);
    if (name === 'Fn::Not') return !list[0];
    throw new Error(`The template uses ${name}, which cannot be resolved here.`);
  }

  #condition(name: string): boolean {
    const replaced = JSON.parse(
      JSON.stringify(this.#stack.Conditions[name] ?? false).replaceAll(
        /\{"Condition":"([^"]+)"\}/g,
        (_, other: string) => String(this.#condition(other)),
      ),
    ) as unknown;
    return Boolean(this.resolve(replaced));
  }

  #reference(name: string): unknown {
    const pseudo: Readonly<Record<string, unknown>> = {
      'AWS::AccountId': localAccount.account,
      'AWS::Region': localAccount.region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.#name,
      'AWS::StackId': `arn:aws:cloudformation:${localAccount.region}:${localAccount.account}:stack/${this.#name}/local`,
      'AWS::NoValue': noValue,
      'AWS::NotificationARNs': [],
    };
    if (name in pseudo) return pseudo[name];
    if (name in this.#stack.Parameters)
      return this.#parameters[name] ?? this.#stack.Parameters[name]?.Default ?? '';
    return this.#identity(name).ref;
  }

  #attribute(logicalId: string, attribute: string): string {
    return this.#identity(logicalId).attributes[attribute] ?? `${logicalId}.${attribute}`;
  }

  #identity(logicalId: string): Identity {
    const known = this.#identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#stack.Resources[logicalId];
    if (resource === undefined)
      throw new Error(`Stack ${this.#name} refers to ${logicalId}, which it does not have.`);
    const identity = identityOf(resource.Type, {
      stack: this.#name,
      logicalId,
      property: (name) => this.resolve(resource.Properties[name]),
    });
    this.#identities.set(logicalId, identity);
    return identity;
  }

  #substitute(argument: unknown): string {
    const [text, own] = Array.isArray(argument)
      ? (argument as [string, Record<string, unknown>])
      : [String(argument), {} as Record<string, unknown>];
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in own) return asText(this.resolve(own[name]));
      return asText(
        name.includes('.') && !name.startsWith('AWS::')
          ? this.#call('Fn::GetAtt', name)
          : this.#reference(name),
      );
    });
  }

  #import(name: string): unknown {
    for (const stack of this.#stacks.values()) {
      const value = stack.exported(name);
      if (value !== undefined) return value;
    }
    throw new Error(`Stack ${this.#name} imports ${name}, which no stack exports.`);
  }
}

/**
 * Reads a synthesized cloud assembly as CloudFormation would deploy it: all stacks, intrinsic functions resolved.
 *
 * @param directory the assembly, as `cdk synth` writes it.
 * @param parameters values of CloudFormation parameters, by name; others take their default.
 * @throws Error if the template refers to what is not in it.
 */
export const loadTemplate = async (
  directory: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Template> => {
  const { stacks, assets } = await readAssembly(directory);
  const resolvers = new Map<string, StackResolver>();
  for (const [name, stack] of stacks)
    resolvers.set(name, new StackResolver(name, stack, resolvers, parameters));
  return { resources: [...resolvers.values()].flatMap((resolver) => resolver.resources()), assets };
};
