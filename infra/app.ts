import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { builtPageDirectory, PageNotBuilt } from './constructs/built-page.ts';
import { addProduct } from './product.ts';

const app = new App({ analyticsReporting: false });
try {
  addProduct(app, { pageDirectory: builtPageDirectory });
} catch (error) {
  if (!(error instanceof PageNotBuilt)) throw error;
  // Nothing is wrong with the code: the sentence says it all.
  console.error(error.message);
  process.exit(1);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
