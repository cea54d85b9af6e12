import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addProduct } from './product.ts';

const app = new App({ analyticsReporting: false });
addProduct(app, { web: true });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
