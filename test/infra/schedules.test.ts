import { expect, test } from 'vitest';
import { app, flatten, functionNamed, resourcesOf, statementsOf } from './assembly.ts';

const arnOf = (name: string) => `<${functionNamed(name).id}.Arn>`;
const schedules = resourcesOf(app, 'AWS::Scheduler::Schedule');

test('the role lent to one-off schedules may invoke dispatch and nothing else', () => {
  const lent = functionNamed('send').environment['SCHEDULER_ROLE_ARN'] as { 'Fn::GetAtt': [string, string] };
  const roleId = lent['Fn::GetAtt'][0];
  expect(statementsOf(app, roleId)).toEqual([
    {
      sid: 'Invoke',
      actions: ['lambda:InvokeFunction'],
      resources: [arnOf('dispatch')],
      conditions: undefined,
    },
  ]);
  const [trust] = app.Resources[roleId]?.Properties.AssumeRolePolicyDocument.Statement as {
    Principal: unknown;
    Condition: { ArnEquals: Record<string, unknown> };
  }[];
  expect(trust?.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
  expect(flatten(trust?.Condition.ArnEquals['aws:SourceArn'])).toBe(
    'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule-group/sms-conversations-production',
  );
});

test('one-off schedules go into the group that exists for them', () => {
  const group = functionNamed('send').environment['SCHEDULE_GROUP'];
  const names = resourcesOf(app, 'AWS::Scheduler::ScheduleGroup').map(
    ({ Properties }) => Properties.Name as string,
  );
  expect(names).toContain(group);
});

test('upkeep recurs: the sweep each minute, the carriers every five', () => {
  const recurring = schedules.map(({ Properties }) => [
    Properties.ScheduleExpression as string,
    flatten(Properties.Target.Arn),
  ]);
  expect(recurring.sort()).toEqual(
    [
      ['rate(1 minute)', arnOf('sweep')],
      ['rate(5 minutes)', arnOf('carrier-upkeep')],
    ].sort(),
  );
  for (const { Properties } of schedules) {
    const roleId = Properties.Target.RoleArn['Fn::GetAtt'][0] as string;
    const [statement, ...others] = statementsOf(app, roleId);
    expect(others).toEqual([]);
    expect([...(statement?.resources ?? [])].sort()).toEqual(
      [arnOf('sweep'), arnOf('carrier-upkeep')].sort(),
    );
  }
});

test('whoever removes a delivery cannot remove the upkeep', () => {
  const deliveryGroup = functionNamed('send').environment['SCHEDULE_GROUP'];
  for (const { Properties } of schedules) {
    const group = app.Resources[Properties.GroupName.Ref as string]?.Properties.Name as string;
    expect(group).not.toBe(deliveryGroup);
  }
});

test('asynchronous failures: dispatch is tried again and kept, upkeep waits for its next ring', () => {
  const settingsOf = (name: string) =>
    resourcesOf(app, 'AWS::Lambda::EventInvokeConfig').find(
      ({ Properties }) => Properties.FunctionName.Ref === functionNamed(name).id,
    )?.Properties;
  expect(settingsOf('dispatch')).toMatchObject({ MaximumRetryAttempts: 2 });
  const queueId = settingsOf('dispatch').DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0] as string;
  expect(app.Resources[queueId]?.Type).toBe('AWS::SQS::Queue');
  expect(settingsOf('sweep')).toMatchObject({ MaximumRetryAttempts: 0 });
  expect(settingsOf('carrier-upkeep')).toMatchObject({ MaximumRetryAttempts: 0 });
  expect(functionNamed('sweep').properties.ReservedConcurrentExecutions).toBe(1);
});
