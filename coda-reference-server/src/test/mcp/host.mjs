// A host of the revision 2025-11-25 with the official client: node host.mjs URL TOKEN TOOL CAPABILITIES. Prints what a call ends with.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UrlElicitationRequiredError } from '@modelcontextprotocol/sdk/types.js';

const [url, token, tool, capabilities] = process.argv.slice(2);
const client = new Client({ name: 'host', version: '1' }, { capabilities: JSON.parse(capabilities) });
await client.connect(
  new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }),
);
try {
  console.log(JSON.stringify({ result: await client.callTool({ name: tool, arguments: {} }) }));
} catch (error) {
  if (!(error instanceof UrlElicitationRequiredError)) throw error;
  console.log(JSON.stringify({ code: error.code, elicitations: error.elicitations }));
} finally {
  await client.close();
}
