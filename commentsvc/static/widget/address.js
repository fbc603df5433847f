/** Where the service and its API are. */

/** The service's own address, worked out from where this module was served: …/embed/assets/<digest>/api.js */
export const base = new URL("../../../", import.meta.url);

/** An address of the API with its query; arrays repeat the name, null and "" are left out. */
export function address(path, query = {}) {
  const url = new URL(`api/v1${path}`, base);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat())
      if (one !== null && one !== undefined && one !== "") url.searchParams.append(name, one);
  }
  return url;
}
