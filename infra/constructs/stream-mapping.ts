import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { FailureQueue } from './failure-queue.ts';
import type { HandlerFunction } from './handler-function.ts';

export type StreamMappingProps = {
  readonly table: Table;
  readonly key: IKey;
  readonly handler: HandlerFunction;
  /** String attributes of the new image and what they must be: a filter cannot compare anything else. */
  readonly where: Readonly<Record<string, string>>;
  /** Only what was not there before. */
  readonly insertsOnly?: boolean;
  readonly batchSize: number;
  readonly retryAttempts: number;
  /** Whether the function names the record that it failed at. */
  readonly reportsItemFailures: boolean;
  /** Whether a queue tells of what was given up. */
  readonly keepsFailures: boolean;
};

/** Some of the changes of the table, from its stream to a function. */
export class StreamMapping extends Construct {
  /** Batches given up: their place in the stream, not their content. Absent where something else does their work. */
  readonly failures?: FailureQueue;

  constructor(scope: Construct, id: string, props: StreamMappingProps) {
    super(scope, id);
    const streamArn = props.table.tableStreamArn;
    if (streamArn === undefined) throw new Error('The conversations table has no stream.');
    const { handler } = props;
    if (props.keepsFailures) this.failures = new FailureQueue(this, 'Failures');
    handler.allow(
      'ReadStream',
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [streamArn],
    );
    handler.allow('FindStream', ['dynamodb:ListStreams'], ['*'], {
      wildcardReason: 'ListStreams knows no resource; it tells names only, and Lambda asks for it.',
    });
    handler.allow('ReadStreamKey', ['kms:Decrypt'], [props.key.keyArn]);

    const attributes = Object.entries(props.where).map(([name, value]) => [
      name,
      { S: FilterRule.isEqual(value) },
    ]);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: streamArn,
      // LATEST could miss what is written while the mapping is made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize,
      maxBatchingWindow: Duration.seconds(0),
      reportBatchItemFailures: props.reportsItemFailures,
      bisectBatchOnError: true,
      retryAttempts: props.retryAttempts,
      // What is older is of no use: whoever watches a screen has fetched it by then, and the sweep sees to the rest.
      maxRecordAge: Duration.minutes(5),
      filters: [
        FilterCriteria.filter({
          ...(props.insertsOnly ? { eventName: FilterRule.isEqual('INSERT') } : {}),
          dynamodb: { NewImage: Object.fromEntries(attributes) },
        }),
      ],
      ...(this.failures ? { onFailure: new SqsDlq(this.failures.queue) } : {}),
    });
    if (!props.keepsFailures) {
      acknowledge(
        mapping,
        'Serverless-LambdaEventSourceMappingDestination',
        'What it misses the sweep finds in the table itself.',
      );
    }
    // Lambda tries to read the stream as soon as the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}
