import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { FailureQueue } from './failure-queue.ts';
import type { HandlerFunction } from './handler-function.ts';

export type StreamFanOutProps = {
  readonly table: Table;
  readonly key: IKey;
  readonly handler: HandlerFunction;
};

/** Changes of conversations, from the table's stream to the function that pushes them. */
export class StreamFanOut extends Construct {
  /** Batches given up: their place in the stream, not their content. */
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, props: StreamFanOutProps) {
    super(scope, id);
    const streamArn = props.table.tableStreamArn;
    if (streamArn === undefined) throw new Error('The conversations table has no stream.');
    const { handler } = props;
    this.failures = new FailureQueue(this, 'Failures');
    handler.allow(
      'ReadStream',
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [streamArn],
    );
    handler.allow('FindStream', ['dynamodb:ListStreams'], ['*'], {
      wildcardReason: 'ListStreams knows no resource; it tells names only, and Lambda asks for it.',
    });
    handler.allow('ReadStreamKey', ['kms:Decrypt'], [props.key.keyArn]);

    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: streamArn,
      // LATEST could miss what is written while the mapping is made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(0),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 3,
      // An older change is of no use on a screen: whoever watches has fetched it by then.
      maxRecordAge: Duration.minutes(5),
      // What watchers see is one item; messages reach them through their conversation's version.
      filters: [
        FilterCriteria.filter({
          dynamodb: { NewImage: { entity: { S: FilterRule.isEqual('conversation') } } },
        }),
      ],
      onFailure: new SqsDlq(this.failures.queue),
    });
    // Lambda tries to read the stream as soon as the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}
