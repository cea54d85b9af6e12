import { expect, test } from 'vitest';
import { app, data, flatten, functionNamed, theOnly } from './assembly.ts';

const pool = theOnly(data, 'AWS::Cognito::UserPool').Properties;
const client = theOnly(data, 'AWS::Cognito::UserPoolClient').Properties;

test('operators are made by an administrator and prove two factors', () => {
  expect(pool).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    DeletionProtection: 'ACTIVE',
  });
  expect(pool.Policies.PasswordPolicy.MinimumLength).toBeGreaterThanOrEqual(12);
});

test('an operator belongs to an organisation and cannot change it', () => {
  expect(pool.Schema).toContainEqual(
    expect.objectContaining({ Name: 'organisation', AttributeDataType: 'String' }),
  );
  expect(client.WriteAttributes).not.toContain('custom:organisation');
});

test('the permission is a group', () => {
  expect(theOnly(data, 'AWS::Cognito::UserPoolGroup').Properties.GroupName).toBe('ce.sms.admin');
});

test('claims are written into access tokens by the trigger that can', () => {
  expect(pool.LambdaConfig.PreTokenGenerationConfig).toEqual({
    LambdaArn: { 'Fn::GetAtt': [functionNamed('token-claims').id, 'Arn'] },
    LambdaVersion: 'V2_0',
  });
  expect(pool.UserPoolTier).toBe('ESSENTIALS');
});

test('the page signs in by code alone, without a secret, and its tokens are short-lived', () => {
  expect(client).toMatchObject({
    AllowedOAuthFlows: ['code'],
    GenerateSecret: false,
    EnableTokenRevocation: true,
  });
  expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
  expect(client.AccessTokenValidity).toBeLessThanOrEqual(15);
  expect(client.TokenValidityUnits.AccessToken).toBe('minutes');
  expect((client.CallbackURLs as unknown[]).map(flatten)).toEqual(['<PublicUrl>/']);
});

test('the gateway trusts this pool and this client', () => {
  const { JwtConfiguration } = theOnly(app, 'AWS::ApiGatewayV2::Authorizer').Properties;
  expect(flatten(JwtConfiguration.Issuer)).toMatch(/UserPool.*ProviderURL/);
  expect((JwtConfiguration.Audience as unknown[]).map(flatten)).toEqual([
    expect.stringMatching(/UserPoolPage/),
  ]);
});
