import { DefaultStackSynthesizer } from 'aws-cdk-lib';
import type { App, IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle-functions.ts';
import { readDeploymentConfig, resourceNames } from './config.ts';
import { functionNames } from './functions.ts';
import { AppStack } from './stacks/app-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { WebStack } from './stacks/web-stack.ts';

export type ProductOptions = {
  /** Where the built page is; without one the web stack is left out, and the others are the same to the letter. */
  readonly pageDirectory?: string;
};

/** Adds the product's stacks to a CDK app: data, app and web. */
export const addProduct = (app: App, { pageDirectory }: ProductOptions): readonly Stack[] => {
  const config = readDeploymentConfig(app.node);
  const bundles = bundleFunctions(functionNames);
  const { stackPrefix } = resourceNames(config.stage);
  // A stack takes a synthesizer of its own. The CLI checks the bootstrap version itself: the template needs nothing
  // looked up when it is deployed.
  const common = () => ({
    config,
    bundles,
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
  });
  const data = new DataStack(app, `${stackPrefix}Data`, {
    ...common(),
    description: 'SMS Conversations: what outlives every deployment.',
    terminationProtection: true,
  });
  const application = new AppStack(app, `${stackPrefix}App`, {
    ...common(),
    description: 'SMS Conversations: functions and what calls them.',
    data,
  });
  if (pageDirectory === undefined) return [data, application];
  const site = new WebStack(app, `${stackPrefix}Web`, {
    ...common(),
    description: 'SMS Conversations: the page, and one address in front of everything.',
    pageDirectory,
    data,
    application,
  });
  return [data, application, site];
};
