import { describe, expect, test } from 'vitest';
import { app, resourcesOf, theOnly } from './assembly.ts';

const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm');

describe.each(alarms)('$id', ({ Properties }) => {
  test('says whom it hurts, and calls somebody', () => {
    expect((Properties.AlarmDescription as string).length).toBeGreaterThan(30);
    expect(Properties.AlarmActions).toEqual([{ Ref: theOnly(app, 'AWS::SNS::Topic').id }]);
  });
});

test('somebody is called when anything is left in a queue of failures', () => {
  const watched = alarms.map((alarm) => JSON.stringify(alarm.Properties.Dimensions));
  for (const queue of resourcesOf(app, 'AWS::SQS::Queue')) {
    expect(
      watched.some((dimensions) => dimensions.includes(`"${queue.id}"`)),
      queue.id,
    ).toBe(true);
  }
});
