import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { builtPageDirectory } from './constructs/built-page.ts';
import { addProduct } from './product.ts';

const app = new App({ analyticsReporting: false });
addProduct(app, { pageDirectory: builtPageDirectory });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
