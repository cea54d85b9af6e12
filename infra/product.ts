import { DefaultStackSynthesizer } from 'aws-cdk-lib';
import type { App, IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle-functions.ts';
import { readDeploymentConfig } from './config.ts';
import { functionNames } from './functions.ts';
import { AppStack } from './stacks/app-stack.ts';
import { DataStack } from './stacks/data-stack.ts';

/** Adds the product's stacks to a CDK app: data, app, and unless left out the web. */
export const addProduct = (app: App, _options: { readonly web: boolean }): readonly Stack[] => {
  const config = readDeploymentConfig(app.node);
  const bundles = bundleFunctions(functionNames);
  const name = `SmsConversations-${config.stage}`;
  // A stack takes a synthesizer of its own. The CLI checks the bootstrap version itself: the template needs nothing
  // looked up when it is deployed.
  const common = () => ({
    config,
    bundles,
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
  });
  const data = new DataStack(app, `${name}-Data`, {
    ...common(),
    description: 'SMS Conversations: what outlives every deployment.',
    terminationProtection: true,
  });
  const application = new AppStack(app, `${name}-App`, {
    ...common(),
    description: 'SMS Conversations: functions and what calls them.',
    data,
  });
  return [data, application];
};
