const REFERENCE = /^artifact:([0-9a-f-]{36})$/;

/** The artifact that an attachment refers to, if it does. */
export const artifactIn = (uri: string | undefined) => REFERENCE.exec(uri ?? '')?.[1];

/** Where an artifact is downloaded. */
export const artifactUrl = (id: string) => `/api/v1/artifacts/${encodeURIComponent(id)}`;
