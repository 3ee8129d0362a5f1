// What a browser does that follows a link to sign in: nothing of it is a client's own.

/** Opens the link as a signed-in user of Coda, signs in with an account, and returns the page at the end. */
export async function signIn(link, session, account) {
  const begun = await fetch(link, { redirect: "manual", headers: { Authorization: `Bearer ${session}` } });
  const cookie = begun.headers.getSetCookie().map((each) => each.split(";", 1)[0]).join("; ");
  const granted = await fetch(`${begun.headers.get("location")}&account=${account}`, { redirect: "manual" });
  const done = await fetch(granted.headers.get("location"), { headers: { Cookie: cookie } });
  return await done.text();
}

/** Signs out again, so that the next conversation is asked too. */
export async function signOut(url, session) {
  const headers = { Authorization: `Bearer ${session}` };
  await fetch(`${url}/api/v1/mcp-servers/wiki/sign-in`, { method: "DELETE", headers });
}
