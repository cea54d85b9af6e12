import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
  type ApiGatewayManagementApiClientConfig,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Sockets } from './sockets.ts';

/**
 * A client for the websocket API at `connectionsUrl`. One slow browser must not hold up the others: a push is tried
 * twice, briefly.
 */
export const createConnectionsClient = (
  connectionsUrl: string,
  config: ApiGatewayManagementApiClientConfig = {},
): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    endpoint: connectionsUrl,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
    ...config,
  });

/** Pushes through API Gateway's `@connections`. */
export const createApiGatewaySockets = (client: ApiGatewayManagementApiClient): Sockets => ({
  async post(connectionId, data) {
    try {
      await client.send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(data, 'utf8') }),
      );
      return 'sent';
    } catch (error) {
      return (error as { readonly name?: string }).name === 'GoneException' ? 'gone' : 'failed';
    }
  },
});
