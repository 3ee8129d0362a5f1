import { expect, type Page, test } from '@playwright/test';
import {
  approvalCard,
  chatStatus,
  expectNoSidewaysScroll,
  letAsk,
  messageBox,
  PASSWORD,
  registerUser,
  send,
} from './support';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('everything can be done with a finger', async ({ page }) => {
    await registerUser(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: /Do the arithmetic/ }).tap();
    await expect(chatStatus(page)).toHaveText('The answer is complete.');
    await page.locator('[data-tool="calculator"]').getByRole('button').first().tap();
    await expect(page.getByRole('heading', { name: 'Output' })).toBeVisible();
    await expectNoSidewaysScroll(page);

    await page.getByRole('button', { name: 'Steps', exact: true }).tap();
    await expect(page.getByRole('dialog', { name: 'Steps' })).toBeVisible();
    await page.getByRole('button', { name: 'Close the panel' }).tap();

    await page.getByRole('button', { name: /Open the side bar/ }).tap();
    const drawer = page.getByRole('dialog', { name: 'Side bar' });
    await drawer.getByRole('button', { name: /^More about/ }).tap();
    await page.getByRole('menuitem', { name: 'Rename' }).tap();
    await page.getByRole('textbox', { name: 'Title' }).fill('Twelve by seven');
    await page.keyboard.press('Enter');
    await drawer.getByRole('link', { name: 'Twelve by seven' }).tap();
    await expect(drawer).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Twelve by seven' })).toBeVisible();
    await page.getByRole('link', { name: 'New chat' }).tap();
    await expect(page.getByRole('heading', { name: 'What can I help with?' })).toBeVisible();
  });
});

test('everything can be done with the keyboard', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('Email').waitFor();
  await tabTo(page, 'Email');
  await page.keyboard.type(`keys-${Date.now()}@example.org`);
  await tabTo(page, 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(messageBox(page)).toBeFocused();
  await letAsk(page, 'calculator');

  await page.keyboard.type('what is 12*7');
  await page.keyboard.press('Enter');
  await expect(approvalCard(page)).toBeVisible();
  await tabTo(page, 'Approve', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');

  await tabTo(page, 'Message');
  await page.keyboard.type('what is 6*7');
  await page.keyboard.press('Enter');
  await expect(approvalCard(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chatStatus(page)).toHaveText('The answer was stopped.');

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('analyt');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/analytics/);
  await expect(page.getByRole('heading', { name: 'Analytics' })).toBeVisible();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('heading', { name: 'What can I help with?' })).toBeVisible();
});

/** Presses Tab until what has this name is focused. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 40; steps++) {
    await page.keyboard.press(key);
    if (await isNamed(page, name)) return;
  }
  throw new Error(`${name} cannot be reached with ${key}`);
}

const isNamed = async (page: Page, name: string) =>
  (await page.locator(':focus').ariaSnapshot()).includes(`"${name}"`);

test('a screen reader announces what happens, and finds everything by its name', async ({
  page,
}) => {
  await registerUser(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          '[role=status],[role=alert],[aria-live]',
        );
        const words = region?.textContent ?? '';
        if (region?.getAttribute('aria-live') !== 'off' && words !== heard.at(-1))
          heard.push(words);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await send(page, 'what is 12*7');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard.filter((words) => words !== '')).toEqual([
    'An answer is being written.',
    'The answer is complete.',
  ]);
  await expect(page.getByRole('log')).toHaveAttribute('aria-live', 'off');

  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "what is 12*7" [level=1]
      - button /^Usage of this conversation/
      - button "Steps"
      - region "Conversation":
        - log "Messages":
          - article "You":
            - button "Edit message"
            - button "Copy message"
            - paragraph: what is 12*7
          - article "Coda":
            - button "Reasoning"
            - group "Tool calculator"
            - button "Copy answer"
            - button "Regenerate"
            - button "Fork to a new chat"
            - button "How this answer came about"
        - textbox "Message"
        - button "Attach files"
        - button /^Model. demo.demo/
        - button "Send"
        - status: The answer is complete.
  `);
  await expect(page.getByRole('complementary', { name: 'Side bar' })).toMatchAriaSnapshot(`
    - complementary "Side bar":
      - button /^Close the side bar/
      - link "New chat"
      - searchbox "Search chats"
      - button "Select several chats"
      - navigation "Chats":
        - region "Today":
          - list:
            - listitem:
              - link "what is 12*7"
              - button "More about “what is 12*7”"
        - button "Archived chats"
      - button /^Account of/
  `);
  const nameless = await page
    .locator('button, a, input, textarea, select, iframe, [role=dialog]')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const labels = (element as HTMLInputElement).labels?.length ?? 0;
          const named = element.getAttribute('aria-label') ?? element.getAttribute('title');
          return !named && labels === 0 && (element.textContent ?? '').trim() === '';
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
  expect(nameless).toEqual([]);
});
