import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

type Watch = {
  readonly metric: IMetric;
  /** Rings when the metric is at this or beyond. */
  readonly threshold: number;
  readonly periods?: number;
  readonly below?: true;
  /** Whom it hurts, and how: the first thing that whoever is called reads. */
  readonly harm: string;
};

export type AlarmsProps = {
  readonly key: IKey;
  readonly httpApi: HttpApi;
  readonly fanOut: HandlerFunction;
  readonly sweep: HandlerFunction;
  readonly carrierUpkeep: HandlerFunction;
  readonly carrierWebhook: HandlerFunction;
  readonly failedDispatches: Queue;
  readonly failedFanOuts: Queue;
};

const fiveMinutes = { period: Duration.minutes(5) };

/** What calls a person, through one topic to which the deployer subscribes whoever is on duty. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'SMS Conversations alarms',
      masterKey: props.key,
      enforceSSL: true,
    });
    const action = new SnsAction(this.topic);
    for (const [name, watch] of Object.entries(this.#watches(props))) {
      new Alarm(this, name, {
        alarmDescription: watch.harm,
        metric: watch.metric,
        threshold: watch.threshold,
        evaluationPeriods: watch.periods ?? 1,
        comparisonOperator: watch.below
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: watch.below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(action);
    }
  }

  #watches(props: AlarmsProps): Record<string, Watch> {
    const { sweep, fanOut, carrierUpkeep, carrierWebhook } = props;
    return {
      SweepSilent: {
        metric: sweep.function.metricInvocations(fiveMinutes),
        threshold: 1,
        below: true,
        harm: 'Texts that are due, and what a crash left half done, wait: the sweep does not run.',
      },
      SweepFailing: {
        metric: sweep.function.metricErrors(fiveMinutes),
        threshold: 3,
        harm: 'Texts that are due, and what a crash left half done, wait: the sweep fails.',
      },
      DispatchFailed: {
        metric: props.failedDispatches.metricApproximateNumberOfMessagesVisible(fiveMinutes),
        threshold: 1,
        harm: 'A scheduled text could not be delivered at its time; the sweep will try it.',
      },
      FanOutFailed: {
        metric: props.failedFanOuts.metricApproximateNumberOfMessagesVisible(fiveMinutes),
        threshold: 1,
        harm: 'Operators did not see a change at once; their pages fetch it when they notice the gap.',
      },
      FanOutLate: {
        metric: fanOut.function.metric('IteratorAge', { ...fiveMinutes, statistic: Stats.MAXIMUM }),
        threshold: 60_000,
        harm: 'Operators see changes a minute late or more.',
      },
      WebhookFailing: {
        metric: carrierWebhook.function.metricErrors(fiveMinutes),
        threshold: 1,
        harm: "Texts from people may be missing until the carrier tries again: a carrier's report was not taken.",
      },
      CarrierUpkeepFailing: {
        metric: carrierUpkeep.function.metricErrors(fiveMinutes),
        threshold: 1,
        periods: 3,
        harm: 'Texts from people will stop coming when the subscription with the carrier runs out.',
      },
      ApiFailing: {
        metric: props.httpApi.metricServerError(fiveMinutes),
        threshold: 5,
        harm: 'Operators get errors instead of answers.',
      },
    };
  }
}
