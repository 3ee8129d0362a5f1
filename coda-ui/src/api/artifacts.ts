/** Where an artifact is downloaded. */
export const artifactUrl = (id: string) => `/api/v1/artifacts/${encodeURIComponent(id)}`;
