// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Markdown } from './Markdown';

afterEach(cleanup);

it('fetches nothing from elsewhere and runs nothing', () => {
  const { container } = render(
    <Markdown
      text={[
        '![secret](https://example.org/x.png?q=secret)',
        '<img src="https://example.org/y.png"><script>alert(1)</script>',
        '<iframe src="https://example.org"></iframe><style>*{background:url(//example.org)}</style>',
        '[click](javascript:alert(1)) [data](data:text/html,x)',
      ].join('\n\n')}
    />,
  );
  expect(container.querySelectorAll('img, script, iframe, style, [onerror]')).toHaveLength(0);
  const targets = [...container.querySelectorAll('a')].map((a) => a.getAttribute('href'));
  expect(targets).toEqual(['https://example.org/x.png?q=secret']);
});

it('opens links outside, without telling where from', () => {
  render(<Markdown text="[there](https://example.org)" />);
  const link = screen.getByRole('link', { name: 'there' });
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')).toContain('noopener noreferrer');
});

it('shows tables and code', () => {
  render(<Markdown text={'| a |\n|---|\n| 1 |\n\n```unheard-of\n<b>\n```\n'} />);
  expect(screen.getByRole('cell', { name: '1' })).toBeTruthy();
  expect(screen.getByText('<b>')).toBeTruthy();
});
