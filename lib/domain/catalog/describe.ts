import { API_VERSION, COMPONENTS, componentEntry, KNOWN_BUT_NOT_SENT } from '.';

/** The catalog as data: what the API answers and what files and tools are checked against. */
export function describeCatalog() {
  return {
    apiVersion: API_VERSION,
    components: Object.fromEntries(COMPONENTS.map((name) => [name, componentEntry(name)])),
    knownButNotSent: KNOWN_BUT_NOT_SENT,
  };
}
