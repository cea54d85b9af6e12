import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { CfnUserPoolClient, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { resourceNames } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { HandlerFunction } from './handler-function.ts';

/** The scope the page asks for. */
export const SIGN_IN_SCOPE = 'openid profile';

export type OperatorAuthProps = {
  readonly config: DeploymentConfig;
  /** Writes organisation, permissions and name into the access token. */
  readonly tokenClaims: HandlerFunction;
  /** How people reach the product, without a trailing slash. */
  readonly publicUrl: string;
};

/** Who may work here: operators with a second factor, made by an administrator, signing in on Cognito's own pages. */
export class OperatorAuth extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, props: OperatorAuthProps) {
    super(scope, id);
    this.userPool = this.#addPool();
    this.userPool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      props.tokenClaims.function,
      LambdaVersion.V2_0,
    );
    new CfnUserPoolGroup(this, 'Administrators', {
      userPoolId: this.userPool.userPoolId,
      groupName: 'ce.sms.admin',
      description: 'May work with conversations and change the rules of the PHI guard.',
    });
    this.client = this.#addClient(props.publicUrl);
    this.domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: resourceNames(props.config.stage).signInDomainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.userPool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }

  /** What stands in `iss`; its discovery document names all else. */
  get issuer(): string {
    return this.userPool.userPoolProviderUrl;
  }

  #addPool(): UserPool {
    const pool = new UserPool(this, 'UserPool', {
      // The trigger that writes into access tokens comes with this plan.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      customAttributes: { organisation: new StringAttribute({ minLen: 1, maxLen: 64, mutable: true }) },
      mfa: Mfa.REQUIRED,
      // A text message as second factor would go through what the product itself is about.
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      pool,
      'AwsSolutions-COG8',
      'Threat protection of the Plus plan is left to the deployer: a second factor is required of everyone already.',
    );
    return pool;
  }

  #addClient(publicUrl: string): UserPoolClient {
    const client = this.userPool.addClient('Page', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [Fn.join('', [publicUrl, '/'])],
        logoutUrls: [Fn.join('', [publicUrl, '/'])],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // The gateway checks tokens offline: this is how long a disabled operator may still get in.
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, fullname: true })
        .withCustomAttributes('organisation'),
      // Nobody may move himself into another organisation.
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
    });
    // Sign-in happens on Cognito's pages alone. Left out, the list would let anybody try passwords at its API.
    (client.node.defaultChild as CfnUserPoolClient).explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    return client;
  }
}
