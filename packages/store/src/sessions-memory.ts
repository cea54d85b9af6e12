import { maxTopics, type Connection, type Sessions, type Ticket } from './sessions.ts';

const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

/** Sessions without a database. */
export const createMemorySessions = (): Sessions => {
  const tickets = new Map<string, Ticket>();
  const connections = new Map<string, { readonly connection: Connection; readonly topics: Set<string> }>();

  return {
    async putTicket(ticket) {
      tickets.set(ticket.hash, ticket);
    },
    async takeTicket(hash, now) {
      const ticket = tickets.get(hash);
      tickets.delete(hash);
      return ticket && ticket.expiresAtSeconds > epochSeconds(now) ? ticket : null;
    },
    async putConnection(connection) {
      connections.set(connection.connectionId, { connection, topics: new Set() });
    },
    async getConnection(connectionId, now) {
      const connection = connections.get(connectionId)?.connection;
      return connection && connection.expiresAtSeconds > epochSeconds(now) ? connection : null;
    },
    async deleteConnection(connectionId) {
      connections.delete(connectionId);
    },
    async subscribe(connectionId, organisation, topics) {
      const known = connections.get(connectionId);
      if (known?.connection.organisation !== organisation) return 'not_connected';
      const all = new Set([...known.topics, ...topics]);
      if (all.size > maxTopics) return 'too_many_topics';
      for (const topic of topics) known.topics.add(topic);
      return 'subscribed';
    },
    async unsubscribe(connectionId, organisation, topics) {
      const known = connections.get(connectionId);
      if (known?.connection.organisation !== organisation) return;
      for (const topic of topics) known.topics.delete(topic);
    },
    async listSubscribers(organisation, topic, now) {
      return [...connections.values()]
        .filter(
          ({ connection, topics }) =>
            connection.organisation === organisation &&
            connection.expiresAtSeconds > epochSeconds(now) &&
            topics.has(topic),
        )
        .map(({ connection }) => connection.connectionId)
        .sort();
    },
  };
};
