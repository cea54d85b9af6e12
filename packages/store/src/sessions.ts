/** What a person needs to open one websocket: made by the HTTP API, used once. */
export type Ticket = {
  /** Of the secret in the websocket's address, which is stored nowhere. */
  readonly hash: string;
  readonly organisation: string;
  readonly userId: string;
  readonly name: string;
  readonly expiresAtSeconds: number;
};

/** One open websocket and whose it is. */
export type Connection = {
  readonly connectionId: string;
  readonly organisation: string;
  readonly userId: string;
  readonly name: string;
  readonly expiresAtSeconds: number;
};

/** A connection listens to at most so many topics: all of them go in one transaction when it ends. */
export const maxTopics = 60;

/** Who is connected and listens to what. Times are epoch seconds; what has expired is not there. */
export interface Sessions {
  putTicket(ticket: Ticket): Promise<void>;
  /** Takes a ticket out: of all who ask for it, one gets it. */
  takeTicket(hash: string, now: Date): Promise<Ticket | null>;

  putConnection(connection: Connection): Promise<void>;
  getConnection(connectionId: string, now: Date): Promise<Connection | null>;
  /** Forgets a connection and what it listened to. */
  deleteConnection(connectionId: string): Promise<void>;

  /** Once it answers `subscribed`, whoever lists the topic's subscribers finds the connection. */
  subscribe(
    connectionId: string,
    organisation: string,
    topics: readonly string[],
  ): Promise<'subscribed' | 'not_connected' | 'too_many_topics'>;
  unsubscribe(connectionId: string, organisation: string, topics: readonly string[]): Promise<void>;
  /** Ids of the connections that listen to a topic of an organisation. */
  listSubscribers(organisation: string, topic: string, now: Date): Promise<readonly string[]>;
}
