import { describe, expect, test } from 'vitest';
import { routeKey, routes } from '@sms/contract/routes';
import { app, functionNamed, resourcesOf, theOnly } from './assembly.ts';

const [httpApi] = resourcesOf(app, 'AWS::ApiGatewayV2::Api').filter(
  (api) => api.Properties.ProtocolType === 'HTTP',
);
const [socketApi] = resourcesOf(app, 'AWS::ApiGatewayV2::Api').filter(
  (api) => api.Properties.ProtocolType === 'WEBSOCKET',
);
const routesOf = (apiId: string | undefined) =>
  resourcesOf(app, 'AWS::ApiGatewayV2::Route').filter((route) => route.Properties.ApiId.Ref === apiId);
const httpRoutes = routesOf(httpApi?.id);
const isWebhook = (key: string) => key.startsWith('POST /webhooks/');
const stageOf = (apiId: string | undefined) =>
  resourcesOf(app, 'AWS::ApiGatewayV2::Stage').find((stage) => stage.Properties.ApiId.Ref === apiId)
    ?.Properties;

describe('the HTTP API', () => {
  test('has every route of the contract once, and beyond them only the webhooks', () => {
    const deployed = httpRoutes.map((route) => route.Properties.RouteKey as string);
    expect(deployed.filter((key) => !isWebhook(key)).sort()).toEqual(
      Object.values(routes).map(routeKey).sort(),
    );
    expect(deployed.filter(isWebhook).sort()).toEqual([
      'POST /webhooks/ringcentral/{lineKey}',
      'POST /webhooks/twilio/{lineKey}/inbound',
      'POST /webhooks/twilio/{lineKey}/status',
      'POST /webhooks/twilio/{lineKey}/status/{attempt}',
    ]);
  });

  test('has nothing of the local runtime, and no catch-all', () => {
    for (const { Properties } of httpRoutes) {
      expect(Properties.RouteKey).not.toMatch(/local|\+\}|\$default|ANY /);
    }
  });

  test('asks for an access token wherever the contract says signed in', () => {
    const authorizer = theOnly(app, 'AWS::ApiGatewayV2::Authorizer');
    const open = new Set(
      Object.values(routes)
        .filter((route) => !route.signedIn)
        .map(routeKey),
    );
    for (const { Properties } of httpRoutes) {
      const key = Properties.RouteKey as string;
      if (open.has(key) || isWebhook(key)) {
        expect(Properties.AuthorizationType, key).toBe('NONE');
      } else {
        expect(Properties.AuthorizationType, key).toBe('JWT');
        expect(Properties.AuthorizerId, key).toEqual({ Ref: authorizer.id });
      }
    }
    expect([...open]).toEqual(['GET /api/health']);
  });

  test('hands events over in payload format 2.0', () => {
    const integrations = resourcesOf(app, 'AWS::ApiGatewayV2::Integration').filter(
      (integration) => integration.Properties.ApiId.Ref === httpApi?.id,
    );
    for (const { Properties } of integrations) expect(Properties.PayloadFormatVersion).toBe('2.0');
  });

  test('logs no path, query, header or token', () => {
    const format = JSON.parse(stageOf(httpApi?.id).AccessLogSettings.Format as string) as Record<
      string,
      string
    >;
    for (const variable of Object.values(format)) {
      expect(variable).not.toMatch(/path|query|claims|header|body|input/i);
    }
  });

  test('throttles each webhook apart from the operators', () => {
    const stage = stageOf(httpApi?.id);
    expect(stage.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    const keys = httpRoutes.map((route) => route.Properties.RouteKey as string).filter(isWebhook);
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(keys.sort());
  });
});

describe('the websocket API', () => {
  test('hands every action to the one function', () => {
    const deployed = routesOf(socketApi?.id);
    expect(deployed.map((route) => route.Properties.RouteKey as string).sort()).toEqual(
      ['$connect', '$disconnect', '$default', 'subscribe', 'unsubscribe', 'presence', 'ping'].sort(),
    );
    const targets = new Set(deployed.map((route) => JSON.stringify(route.Properties.Target)));
    expect(targets.size).toBe(1);
    expect(socketApi?.Properties.RouteSelectionExpression).toBe('$request.body.action');
    const integration = resourcesOf(app, 'AWS::ApiGatewayV2::Integration').find(
      (candidate) => candidate.Properties.ApiId.Ref === socketApi?.id,
    );
    expect(JSON.stringify(integration?.Properties.IntegrationUri)).toContain(functionNamed('socket').id);
  });

  test('has its stage where CloudFront passes the path on', () => {
    expect(stageOf(socketApi?.id).StageName).toBe('realtime');
  });
});
