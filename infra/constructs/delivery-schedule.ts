import { Aws, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { FailureQueue } from './failure-queue.ts';
import type { HandlerFunction } from './handler-function.ts';

const groupArn = (name: string): string =>
  `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule-group/${name}`;

/** A role for the schedules of one group, which may invoke these functions and nothing else. */
const schedulerRole = (
  scope: Construct,
  id: string,
  group: string,
  handlers: readonly HandlerFunction[],
): Role => {
  const role = new Role(scope, id, {
    // Pinned to the group, so that no other schedule of the account can borrow the role.
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnEquals: { 'aws:SourceArn': groupArn(group) },
      },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'Invoke',
      effect: Effect.ALLOW,
      actions: ['lambda:InvokeFunction'],
      resources: handlers.map((handler) => handler.function.functionArn),
    }),
  );
  return role;
};

export type DeliveryScheduleProps = {
  readonly config: DeploymentConfig;
  readonly dispatch: HandlerFunction;
  readonly sweep: HandlerFunction;
  readonly carrierUpkeep: HandlerFunction;
};

/**
 * The alarm clock: one-off schedules that the product makes at run time and that ring `dispatch`, and the recurring
 * upkeep that finds what the clock, or a crash, has missed.
 */
export class DeliverySchedule extends Construct {
  /** Dispatches given up: the id of the message, and the error's name. */
  readonly failures: FailureQueue;
  readonly #props: DeliveryScheduleProps;
  readonly #role: Role;
  readonly #group: string;

  constructor(scope: Construct, id: string, props: DeliveryScheduleProps) {
    super(scope, id);
    this.#props = props;
    const names = resourceNames(props.config.stage);
    this.#group = names.deliveryScheduleGroup;
    new CfnScheduleGroup(this, 'DeliveryGroup', { name: names.deliveryScheduleGroup });
    this.#role = schedulerRole(this, 'SchedulerRole', names.deliveryScheduleGroup, [props.dispatch]);
    this.#addUpkeep(names.upkeepScheduleGroup);
    this.failures = new FailureQueue(this, 'FailedDispatches');
    this.#addRetries();
  }

  /** Lets a function make, move and remove one-off deliveries, and tells it how. */
  open(handler: HandlerFunction): void {
    const { dispatch } = this.#props;
    handler.allow(
      'ScheduleDeliveries',
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
      [`arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${this.#group}/*`],
      { wildcardReason: 'Schedules are named after messages, at run time; the group holds nothing else.' },
    );
    handler.allow('LendSchedulerRole', ['iam:PassRole'], [this.#role.roleArn], {
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
    handler.configure({
      SCHEDULE_GROUP: this.#group,
      DISPATCH_FUNCTION_ARN: dispatch.function.functionArn,
      SCHEDULER_ROLE_ARN: this.#role.roleArn,
    });
  }

  #addUpkeep(groupName: string): void {
    const { sweep, carrierUpkeep } = this.#props;
    const group = new CfnScheduleGroup(this, 'UpkeepGroup', { name: groupName });
    const role = schedulerRole(this, 'UpkeepRole', groupName, [sweep, carrierUpkeep]);
    const every = (id: string, expression: string, handler: HandlerFunction): void => {
      const schedule = new CfnSchedule(this, id, {
        groupName: group.ref,
        scheduleExpression: expression,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: handler.function.functionArn,
          roleArn: role.roleArn,
          input: '{}',
          // The next ring comes anyway.
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      });
      schedule.node.addDependency(role);
    };
    every('SweepSchedule', 'rate(1 minute)', sweep);
    every('CarrierUpkeepSchedule', 'rate(5 minutes)', carrierUpkeep);
  }

  /** For the Scheduler "invoked" means only "queued": what happens when the function fails is said here. */
  #addRetries(): void {
    const { dispatch, sweep, carrierUpkeep } = this.#props;
    new EventInvokeConfig(this, 'DispatchRetries', {
      function: dispatch.function,
      // Safe: the claim in the table lets one of them deliver.
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      onFailure: new SqsDestination(this.failures.queue),
    });
    for (const [id, handler] of [
      ['SweepRetries', sweep],
      ['CarrierUpkeepRetries', carrierUpkeep],
    ] as const) {
      const once = new EventInvokeConfig(this, id, {
        function: handler.function,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      });
      acknowledge(
        once,
        'Serverless-LambdaAsyncFailureDestination',
        'The next ring does the same work again.',
      );
    }
  }
}
