import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The parameter that says how people and carriers reach the product; the same value goes to every stack.
 *
 * It has a default so that data and app come up on a developer's machine as they are. The web stack has none: its
 * certificate needs the real host.
 */
export const publicUrlParameter = (stack: Construct): CfnParameter =>
  new CfnParameter(stack, 'PublicUrl', {
    type: 'String',
    description:
      'How people and carriers reach the product, without a trailing slash: https://sms.example.org',
    default: 'http://localhost:4000',
    allowedPattern: '^(https://[a-z0-9.-]+(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)$',
    constraintDescription: 'must be an https origin without path and trailing slash',
  });

/** The same parameter where only the real address will do: `https://` and a host that a certificate can name. */
export const publicAddressParameter = (stack: Construct): CfnParameter =>
  new CfnParameter(stack, 'PublicUrl', {
    type: 'String',
    description:
      'How people and carriers reach the product, without a trailing slash: https://sms.example.org',
    allowedPattern: '^https://[a-z0-9.-]+$',
    constraintDescription: 'must be https:// and a host, without port, path and trailing slash',
  });
