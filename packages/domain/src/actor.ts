/** The signed-in person on whose behalf something is done; every question to the store is asked within their organisation. */
export type Actor = {
  readonly organisation: string;
  readonly userId: string;
  readonly name: string;
};

/** What acts when nobody is signed in: a carrier's webhook, the alarm clock, the sweep. */
export type SystemActor = {
  readonly organisation: string;
  readonly userId: `system:${string}`;
  readonly name: string;
};

export const systemActor = (organisation: string, part: string): SystemActor => ({
  organisation,
  userId: `system:${part}`,
  name: 'System',
});
