import { expect, type Page, test } from '@playwright/test';
import { approvalCard, chatStatus, letAsk, registerUser, send } from './support';

const articles = (page: Page) => page.getByRole('article', { name: 'Coda' });

test('a chat goes over its WebSocket when the settings say so', async ({ page, context }) => {
  const streams: string[] = [];
  await registerUser(page);
  await send(page, 'what is 12*7');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('coda-settings') ?? '{"state":{},"version":2}');
    kept.state.transport = 'websocket';
    localStorage.setItem('coda-settings', JSON.stringify(kept));
  });
  const opened = page.waitForEvent('websocket');
  await page.reload();
  await opened;
  page.on('request', (request) => {
    if (/chat\/stream|\/events$/.test(request.url())) streams.push(request.url());
  });

  await letAsk(page, 'calculator');
  const other = await context.newPage();
  await other.goto(page.url());
  await send(page, 'what is 6*7');
  await expect(approvalCard(page)).toBeVisible();
  await expect(approvalCard(other)).toBeVisible();
  await approvalCard(other).getByRole('button', { name: 'Approve' }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(articles(page).last()).toContainText('42');
  await expect(articles(other).last()).toContainText('42');
  expect(streams).toEqual([]);
});

test('a new chat goes over the WebSocket of its session from its first message', async ({
  page,
}) => {
  const streams: string[] = [];
  await registerUser(page);
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('coda-settings') ?? '{"state":{},"version":2}');
    kept.state.transport = 'websocket';
    localStorage.setItem('coda-settings', JSON.stringify(kept));
  });
  await page.reload();
  page.on('request', (request) => {
    if (/chat\/stream|\/events$/.test(request.url())) streams.push(request.url());
  });
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await send(page, 'what is 12*7');
  await expect(page).toHaveURL(/\/sessions\//);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(articles(page)).toContainText('84');
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toHaveCount(1);
  expect(sockets).toHaveLength(1);
  expect(streams).toEqual([]);
});
