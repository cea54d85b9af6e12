import { createHash } from 'node:crypto';

/** What other resources see of a resource: its `Ref` and its attributes. */
export type Identity = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };

export type Identified = {
  readonly stack: string;
  readonly logicalId: string;
  /** A property with its intrinsic functions resolved; undefined when it is not given. */
  readonly property: (name: string) => unknown;
};

const place = 'us-east-1:000000000000';

/** Ten lower-case letters and digits that stay the same, as API Gateway gives its APIs. */
const shortId = ({ stack, logicalId }: Identified): string =>
  BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, 10);

const named = (resource: Identified, property: string): string => {
  const name = resource.property(property);
  return typeof name === 'string' && name !== '' ? name : `${resource.stack}-${resource.logicalId}`;
};

const simple =
  (nameProperty: string, arnOf: (name: string) => string) =>
  (resource: Identified): Identity => {
    const name = named(resource, nameProperty);
    return { ref: name, attributes: { Arn: arnOf(name) } };
  };

const table = (resource: Identified): Identity => {
  const name = named(resource, 'TableName');
  const arn = `arn:aws:dynamodb:${place}:table/${name}`;
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/latest` } };
};

const identities: Readonly<Record<string, (resource: Identified) => Identity>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  // A bucket's name is the world's: lower case, at most 63 characters.
  'AWS::S3::Bucket': (resource) => {
    const name = resource.property('BucketName');
    const ref =
      typeof name === 'string'
        ? name
        : `${resource.logicalId.toLowerCase().slice(0, 40)}-${shortId(resource)}`;
    return {
      ref,
      attributes: {
        Arn: `arn:aws:s3:::${ref}`,
        DomainName: `${ref}.s3.amazonaws.com`,
        RegionalDomainName: `${ref}.s3.us-east-1.amazonaws.com`,
      },
    };
  },
  'AWS::Lambda::Function': simple('FunctionName', (name) => `arn:aws:lambda:${place}:function:${name}`),
  'AWS::Lambda::Alias': (resource) => {
    const ref = `${String(resource.property('FunctionName'))}:${String(resource.property('Name'))}`;
    return { ref, attributes: { AliasArn: ref, Arn: ref } };
  },
  'AWS::Lambda::Version': (resource) => {
    const ref = `${String(resource.property('FunctionName'))}:1`;
    return { ref, attributes: { FunctionArn: ref, Version: '1', Arn: ref } };
  },
  'AWS::IAM::Role': simple('RoleName', (name) => `arn:aws:iam::000000000000:role/${name}`),
  'AWS::Logs::LogGroup': simple('LogGroupName', (name) => `arn:aws:logs:${place}:log-group:${name}:*`),
  'AWS::Scheduler::ScheduleGroup': simple(
    'Name',
    (name) => `arn:aws:scheduler:${place}:schedule-group/${name}`,
  ),
  'AWS::Scheduler::Schedule': simple('Name', (name) => `arn:aws:scheduler:${place}:schedule/default/${name}`),
  'AWS::SQS::Queue': (resource) => {
    const name = named(resource, 'QueueName');
    const url = `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
    return { ref: url, attributes: { Arn: `arn:aws:sqs:${place}:${name}`, QueueName: name, QueueUrl: url } };
  },
  'AWS::SecretsManager::Secret': (resource) => {
    const arn = `arn:aws:secretsmanager:${place}:secret:${named(resource, 'Name')}-${shortId(resource).slice(0, 6)}`;
    return { ref: arn, attributes: { Id: arn, Arn: arn } };
  },
  'AWS::KMS::Key': (resource) => {
    const id = shortId(resource);
    return { ref: id, attributes: { Arn: `arn:aws:kms:${place}:key/${id}`, KeyId: id } };
  },
  'AWS::ApiGatewayV2::Api': (resource) => {
    const id = shortId(resource);
    const scheme = resource.property('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
    return {
      ref: id,
      attributes: { ApiId: id, ApiEndpoint: `${scheme}://${id}.execute-api.us-east-1.amazonaws.com` },
    };
  },
  'AWS::ApiGatewayV2::Stage': (resource) => ({ ref: String(resource.property('StageName')), attributes: {} }),
  'AWS::Cognito::UserPool': (resource) => {
    const id = `us-east-1_${shortId(resource)}`;
    return {
      ref: id,
      attributes: {
        Arn: `arn:aws:cognito-idp:${place}:userpool/${id}`,
        UserPoolId: id,
        ProviderName: `cognito-idp.us-east-1.amazonaws.com/${id}`,
        ProviderURL: `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (resource) => {
    const id = shortId(resource);
    return { ref: id, attributes: { ClientId: id } };
  },
};

/** Names a resource as AWS would: names that were spelled out stay, others come from stack and logical id. */
export const identityOf = (type: string, resource: Identified): Identity =>
  identities[type]?.(resource) ?? {
    ref: `${resource.stack}-${resource.logicalId}`,
    attributes: { Arn: `arn:aws:local:${place}:${resource.stack}/${resource.logicalId}` },
  };
