import * as z from 'zod';

export const ScheduleName = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The body of `CreateSchedule` and `UpdateSchedule`; what is left out falls to its default, in an update too. */
export const ScheduleRequest = z.object({
  GroupName: ScheduleName.default('default'),
  ScheduleExpression: z.string().max(256),
  ScheduleExpressionTimezone: z.string().max(50).refine(isTimeZone).default('UTC'),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.number().int().min(1).max(1440).optional(),
  }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Description: z.string().max(512).optional(),
  ClientToken: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,64}$/)
    .optional(),
  Target: z.object({
    Arn: z.string().startsWith('arn:').max(1600),
    RoleArn: z.string().regex(/^arn:aws[a-z0-9-]*:iam::\d{12}:role\/.+$/),
    Input: z
      .string()
      .max(256 * 1024)
      .refine(isJson)
      .optional(),
    RetryPolicy: z
      .object({
        MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
        MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
      })
      .optional(),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});
export type ScheduleRequest = z.infer<typeof ScheduleRequest>;
